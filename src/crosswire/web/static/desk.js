// Small helps on every page; each page reads without them.
"use strict";

(() => {
  const csrf = () => document.querySelector('meta[name="csrf"]')?.content ?? "";
  const say = (words) => {
    const place = document.getElementById("said");
    if (place) place.textContent = words;
  };

  // Requests that a part of the page makes carry the page's token.
  document.addEventListener("htmx:configRequest", (event) => {
    event.detail.headers["X-CSRF"] = csrf();
  });
  document.addEventListener("htmx:responseError", () => say("That did not work; load the page again."));
  document.addEventListener("htmx:sendError", () => say("The desk does not answer."));

  // A full time is shown in the reader's zone; on hover, as the outlet gave it.
  const near = new Intl.DateTimeFormat(undefined, {
    day: "numeric", month: "short", year: "numeric",
    hour: "numeric", minute: "2-digit", timeZoneName: "short",
  });
  const exact = /T\d{2}:\d{2}.*(Z|[+-]\d{2}:?\d{2})$/;
  const times = (root) => {
    for (const one of root.querySelectorAll("time[datetime]:not([data-here])")) {
      const stated = one.getAttribute("datetime");
      const at = new Date(stated);
      if (!exact.test(stated) || Number.isNaN(at.valueOf())) continue;
      one.dataset.here = "";
      one.title = `${one.textContent.trim()} (as stated: ${stated})`;
      one.textContent = near.format(at);
    }
  };

  // Copies words with outlet, address, time and hash of the text they stand in.
  const cites = (root) => {
    for (const button of root.querySelectorAll("button.cite[hidden]")) button.hidden = false;
  };
  document.addEventListener("click", async (event) => {
    const button = event.target.closest?.("button.cite");
    if (!button) return;
    const { words, outlet, url, time, hash, where } = button.dataset;
    const text = [`“${words}”`, outlet, time, url, where, hash].filter(Boolean).join("\n");
    try {
      await navigator.clipboard.writeText(text);
      say("Citation copied.");
    } catch {
      say("The browser did not let us copy.");
    }
  });

  const all = (root) => { times(root); cites(root); };
  document.addEventListener("DOMContentLoaded", () => all(document));
  document.addEventListener("htmx:load", (event) => all(event.detail.elt));
})();
