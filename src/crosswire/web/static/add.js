// Files that are dropped, and files that are sent a few at a time: where the line breaks, what came is
// kept and the rest is sent again. Without this the form sends all at once.
"use strict";

(() => {
  const AT_ONCE = 24e6;
  const TRIES = 6;

  const batches = (files) => {
    const found = [];
    let size = Infinity;
    for (const file of files) {
      if (size + file.size > AT_ONCE || found.at(-1).length >= 50) {
        found.push([]);
        size = 0;
      }
      found.at(-1).push(file);
      size += file.size;
    }
    return found;
  };

  const pause = (seconds) => new Promise((done) => setTimeout(done, 1000 * seconds));

  // A refusal is told; a line that breaks is tried again: what was kept already adds nothing.
  const send = async (body, say) => {
    for (let tried = 1; ; tried += 1) {
      try {
        const answer = await fetch("/add", {
          method: "POST", body, headers: { Accept: "application/json" },
        });
        const told = await answer.json();
        if (answer.ok) return told;
        const wait = Number(answer.headers.get("Retry-After"));
        if (!wait || tried >= TRIES) throw new Error(`${told.message}. ${told.hint ?? ""}`);
        say(`${told.message} It is tried again in ${wait} seconds.`);
        await pause(wait);
      } catch (fault) {
        if (!(fault instanceof TypeError) || tried >= TRIES) throw fault;
        say("The line broke; it is tried again.");
        await pause(2 ** tried);
      }
    }
  };

  document.addEventListener("DOMContentLoaded", () => {
    const form = document.getElementById("add");
    const input = document.getElementById("files");
    const drop = document.getElementById("drop");
    const chosen = document.getElementById("chosen");
    const sending = document.getElementById("sending");
    const say = (words) => { sending.textContent = words; };

    const list = () => {
      chosen.replaceChildren(...[...input.files].slice(0, 20).map((file) => {
        const line = document.createElement("li");
        line.textContent = `${file.name} (${Math.ceil(file.size / 1000)} kB)`;
        return line;
      }));
      if (input.files.length > 20) chosen.append(`and ${input.files.length - 20} more`);
    };
    input.addEventListener("change", list);

    for (const kind of ["dragover", "dragleave", "drop"]) {
      drop.addEventListener(kind, (event) => {
        event.preventDefault();
        drop.classList.toggle("over", kind === "dragover");
      });
    }
    drop.addEventListener("drop", (event) => {
      const all = new DataTransfer();
      for (const file of [...input.files, ...event.dataTransfer.files]) all.items.add(file);
      input.files = all.files;
      list();
    });

    form.addEventListener("submit", async (event) => {
      const files = [...input.files];
      const total = files.reduce((sum, file) => sum + file.size, 0);
      if (total <= AT_ONCE && files.length <= 50) return;
      event.preventDefault();
      const button = form.querySelector("button.main");
      button.disabled = true;
      try {
        let last = null;
        for (const [number, batch] of batches(files).entries()) {
          say(`Part ${number + 1} of ${batches(files).length} is being sent.`);
          const body = number === 0 ? new FormData(form) : new FormData();
          body.delete("files");
          body.set("csrf", form.elements.csrf.value);
          for (const file of batch) body.append("files", file, file.name);
          last = await send(body, say);
        }
        location.assign(batches(files).length === 1 ? `/jobs/${last.id}` : "/jobs?mine=true");
      } catch (fault) {
        say(`Not all was sent: ${fault.message} Send it once more; what came is kept.`);
        button.disabled = false;
      }
    });
  });
})();
