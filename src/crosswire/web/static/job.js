// Tells live how far a job is. The browser comes back by itself where the line breaks, and says which
// event it heard last; without any of this the page's own link shows the same.
"use strict";

(() => {
  document.addEventListener("DOMContentLoaded", () => {
    const job = document.querySelector(".job[data-events]");
    if (!job || !window.EventSource) return;
    const said = document.getElementById("how-far");
    const bar = document.getElementById("bar");
    const waits = { waiting: "It waits for its turn.", running: "It is being done." };
    const source = new EventSource(job.dataset.events);

    const show = (event) => {
      const now = JSON.parse(event.data);
      const words = now.words || waits[now.state] || now.state;
      if (said.textContent !== words) said.textContent = words;
      bar.hidden = now.state !== "running";
      if (now.of) {
        bar.max = now.of;
        bar.value = now.count;
      } else bar.removeAttribute("value");
    };
    source.addEventListener("job", show);

    source.addEventListener("failure", (event) => {
      const told = JSON.parse(event.data);
      const line = document.createElement("li");
      for (const [tag, name, words] of [["code", "", told.item], ["span", "tag", told.kind], ["span", "fine", told.words]]) {
        const part = document.createElement(tag);
        part.className = name;
        part.dir = "auto";
        part.textContent = words;
        line.append(part, " ");
      }
      const list = document.getElementById("failures");
      if (list.childElementCount < Number(event.lastEventId)) list.append(line);
      document.getElementById("refused").hidden = false;
    });

    source.addEventListener("over", () => {
      source.close();
      window.htmx.ajax("GET", location.pathname, { target: "#main", select: "#main", swap: "outerHTML" });
    });
  });
})();
