// Keys for the queue: s same, p same in part, d different, j and k to move, u to undo. They can be
// switched off, and do nothing while somebody types.
"use strict";

(() => {
  const PAIRS = ".waiting > li[aria-labelledby]";
  const DECIDES = { s: "same", p: "partly", d: "different" };

  const now = () => document.querySelector(".waiting > li.now") ?? document.querySelector(PAIRS);
  const go = (pair) => {
    if (!pair) return;
    document.querySelector(".waiting > li.now")?.classList.remove("now");
    pair.classList.add("now");
    pair.focus({ preventScroll: true });
    pair.scrollIntoView({ block: "nearest" });
  };
  const step = (by) => {
    const all = [...document.querySelectorAll(PAIRS)];
    const chosen = document.querySelector(".waiting > li.now");
    go(chosen ? all[all.indexOf(chosen) + by] : all[0]);
  };
  let decided = [];

  document.addEventListener("DOMContentLoaded", () => {
    const keys = document.getElementById("keys");
    const off = document.getElementById("keys-off");
    keys.hidden = false;
    off.checked = localStorage.getItem("keys-off") === "1";
    off.addEventListener("change", () => localStorage.setItem("keys-off", off.checked ? "1" : ""));

    document.addEventListener("keydown", (event) => {
      const typed = event.target.closest?.("input, textarea, select");
      if (off.checked || typed || event.ctrlKey || event.altKey || event.metaKey) return;
      if (event.key === "j") step(1);
      else if (event.key === "k") step(-1);
      else if (event.key === "u") decided.findLast((pair) => pair.querySelector("button.undo"))?.querySelector("button.undo").click();
      else if (DECIDES[event.key]) {
        const pair = now();
        const button = pair?.querySelector(`button[value="${DECIDES[event.key]}"]`);
        if (!button) return;
        decided = [...decided.filter((one) => one !== pair), pair];
        go(pair);
        button.click();
      } else return;
      event.preventDefault();
    });

    // Once it is asked for, the next one waits; who is at the keyboard goes there.
    document.addEventListener("htmx:afterRequest", (event) => {
      const path = event.detail.requestConfig?.path;
      if (path === "/judgements/asked" && event.detail.successful && document.querySelector(".waiting > li.now")) step(1);
    });
  });
})();
