// Keeps the address in step with the layers that are on, and leads to words that an address names.
"use strict";

document.addEventListener("DOMContentLoaded", () => {
  const form = document.querySelector("form.layers");
  form?.addEventListener("change", () => {
    const on = [...form.querySelectorAll("input[type=checkbox]:checked")].map((one) => one.value);
    const here = new URL(location.href);
    here.searchParams.delete("layers");
    here.searchParams.set("layers", on.join(","));
    history.replaceState(null, "", here);
  });
  // Where words begin and end is the server's to find: a place it did not mark is asked for.
  const lead = () => {
    const named = /^#t-(\d+)-(\d+)$/.exec(location.hash);
    if (!named || document.getElementById(location.hash.slice(1))) return;
    const there = new URL(location.href);
    const at = `${named[1]}-${named[2]}`;
    if (there.searchParams.get("at") === at) return;
    there.searchParams.set("at", at);
    location.replace(there);
  };
  addEventListener("hashchange", lead);
  lead();
});
