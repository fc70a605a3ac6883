// Opens what an address or a link on the page points into, and closes nothing.
"use strict";

(() => {
  const open = () => {
    const name = decodeURIComponent(location.hash.slice(1));
    const there = name && document.getElementById(name);
    if (!there) return;
    for (let at = there; at; at = at.parentElement) {
      if (at.tagName === "DETAILS") at.open = true;
    }
    there.scrollIntoView();
  };
  addEventListener("hashchange", open);
  document.addEventListener("DOMContentLoaded", open);
})();
