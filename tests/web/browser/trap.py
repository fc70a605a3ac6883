"""A page of the browser that counts what runs, and what stands on it that no template of ours makes."""

from playwright.sync_api import Dialog, Page

ATTRIBUTES = ("onerror", "onload", "onfocus", "ontoggle", "onclick", "onmouseover", "trap", "onbegin",
              "onstart", "onanimationstart", "srcdoc", "hx-on:htmx:before-request")  # fmt: skip
FOUND = f"""() => [
  ...document.querySelectorAll("{",".join(f"[{a.replace(':', chr(92) * 2 + ':')}]" for a in ATTRIBUTES)}"),
  ...document.querySelectorAll("base, object, embed, marquee, math, animate, main form:not([action^='/'])"),
  ...[...document.querySelectorAll("[href], [src], [action], [hx-get], [hx-post]")].filter((one) =>
    one.id !== "bookmark" && ["href", "src", "action", "hx-get", "hx-post"].some((name) =>
      /^[\\s\\x00-\\x1f]*(javascript|vbscript|data):/i.test(one.getAttribute(name) ?? ""))),
  ...[...document.scripts].filter((one) => !one.src.startsWith(location.origin + "/static/")),
].map((one) => one.outerHTML.slice(0, 200))"""
"""Elements that no template of ours makes."""
OPENED = "() => document.querySelectorAll('details').forEach((one) => { one.open = true; })"


class Trap:
    """Counts what runs, and what stands on a page that we did not put there."""

    def __init__(self, page: Page, url: str) -> None:
        self.page = page
        self.url = url
        self.ran: list[object] = []
        self.wrong: list[object] = []
        self.seen = 0
        page.expose_function("trap", lambda number: self.ran.append(number))
        page.on("dialog", self._asked)

    def _asked(self, dialog: Dialog) -> None:
        self.ran.append(dialog.message)
        dialog.dismiss()

    def look(self, address: str) -> None:
        """Open a page with all that it holds back."""
        answer = self.page.goto(self.url + address, wait_until="load")
        assert answer is not None
        assert answer.status < 500, address
        self.page.evaluate(OPENED)
        self.wrong += [(address, one) for one in self.page.evaluate(FOUND)]
        self.seen += 1

    def links(self, begin: str) -> list[str]:
        """Addresses of pages on this page that begin so; files that are taken away are none."""
        found = self.page.eval_on_selector_all(
            f"main a[href^='{begin}']", "all => all.map((one) => one.getAttribute('href'))"
        )
        return [one for one in dict.fromkeys(found) if "/take/" not in one]
