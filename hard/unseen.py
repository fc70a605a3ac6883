"""Words that a page has in its markup and shows to nobody: what Chromium shows, we must take for shown;
what it does not show must not pass for what the page says.

The browser is asked by the place and the look of each letter, not by the rule that hides it.
"""

from collections import Counter
from collections.abc import Iterator
from itertools import product

from playwright.sync_api import Page

from crosswire.records.article import Capture, Revision, Voice
from crosswire.records.span import Text
from crosswire.stages.clean import Clean
from hard.rows import How, Row, told
from tests.chromium import launched

CLAIM = "The treasurer, Oskar Brandt, said: “I took the money from the pier fund.”"
_TOLD = (
    "<p>The council of Harnmouth voted on Tuesday to close the old ferry pier after two months of repairs "
    "had failed to stop the rust.</p><p>Residents who depend on the boat said they had heard of the plan "
    "only from a notice that was posted on a lamp.</p>"
)
_AFTER = (
    "<p>The next vote is planned for the end of May, when the town will know how much the work is going "
    "to cost and who is to pay for it.</p>"
)
_OUT, _HIDDEN = "left out", "told to be not shown"
_SHOWN = "taken for the page's words"
_STYLES = (
    "display:none", "DISPLAY : NONE !important", "visibility:hidden", "visibility: collapse", "opacity:0",
    "opacity: 0%", "filter:opacity(0)", "font-size:0", "font-size: 0px; color:red", "font:0/0 a",
    "position:absolute;left:-9999px", "position:absolute; top:-99999px", "position:fixed;right:-9999em",
    "text-indent:-9999px;overflow:hidden", "margin-left:-99999px", "transform:scale(0)",
    "transform: translateX(-9999px)", "clip:rect(0,0,0,0);position:absolute", "clip-path:inset(50%)",
    "clip-path: circle(0)", "height:0;overflow:hidden", "max-height:0px; overflow: hidden",
    "width:1px;height:1px;overflow:hidden;position:absolute", "color:transparent", "color:rgba(0, 0, 0, 0)",
    "color:#fff;background:#fff", "color:white; background-color:#FFFFFF", "content-visibility:hidden",
)  # fmt: skip
_SEEN = (
    "display:block", "display:inline", "visibility:visible", "opacity:.8", "opacity:1", "font-size:8px",
    "position:relative;left:-9px", "text-indent:-20px", "margin-left:-10px", "transform:scale(1)",
    "clip-path:inset(1%)", "height:200px;overflow:hidden", "color:#fff;background:#000", "color:#333",
    "max-height:none", "color:white;background-color:navy", "overflow:hidden",
)  # fmt: skip
_PLACES = (
    "<p STYLE>{}</p>", "<div STYLE><p>{}</p></div>", "<section><div STYLE><p>{}</p></div></section>",
    "<ul STYLE><li>{}</li></ul>", "<blockquote STYLE><p>{}</p></blockquote>",
)  # fmt: skip
_LINE = "<p>The harbour master agreed. <span STYLE>{}</span> He left early for the islands with his crew.</p>"
_RULES = (
    (".k", "class='k'"), ("p.k", "class='k'"), ("#z", "id='z'"), ("article .k", "class='k'"),
    ("article > p.k", "class='k'"), ("article p.k.l", "class='l k'"), (".other, .k", "class='a k b'"),
    ("html body article .k", "class='k'"),
)  # fmt: skip
_ELEMENTS = (
    "<p hidden>{}</p>", "<div hidden><p>{}</p></div>", "<dialog><p>{}</p></dialog>", "<template><p>{}</p></template>",
    "<noscript><p>{}</p></noscript>", "<!-- <p>{}</p> -->", "<video><p>{}</p></video>", "<audio><p>{}</p></audio>",
    "<canvas><p>{}</p></canvas>", "<iframe><p>{}</p></iframe>", "<object data='data:,'><p>{}</p></object>",
    "<script type='text/x'>{}</script>", "<style type='text/x'>{}</style>", "<datalist><option>{}</option></datalist>",
    "<textarea hidden>{}</textarea>", "<dialog open><p>{}</p></dialog>", "<p aria-hidden='true'>{}</p>",
    "<p class='k'>{}</p>", "<details open><summary>More of it</summary><p>{}</p></details>", "<section inert><p>{}</p></section>", "<mark>{}</mark>",
)  # fmt: skip
_LOOK = """words => {
  const seen = node => {
    const range = document.createRange(); range.selectNodeContents(node);
    const lit = [...range.getClientRects()].some(r => {
      if (r.width < 2 || r.height < 2) return false;
      if (r.right + scrollX <= 0 || r.bottom + scrollY <= 0 || r.left + scrollX > 20000) return false;
      for (let e = node.parentElement; e; e = e.parentElement) {
        const s = getComputedStyle(e), b = e.getBoundingClientRect();
        if (s.overflowX !== 'visible' || s.overflowY !== 'visible') {
          if (e !== document.documentElement && e !== document.body) {
            if (r.right <= b.left || r.left >= b.right || r.bottom <= b.top || r.top >= b.bottom) return false;
            if (b.width < 2 || b.height < 2) return false;
          }
        }
        if (/^inset\\((50|100)%/.test(s.clipPath) || /^circle\\(0/.test(s.clipPath)) return false;
        if (/^rect\\((0px,? ?){4}\\)/.test(s.clip) && s.position !== 'static') return false;
        if (s.contentVisibility === 'hidden' && s.display !== 'inline') return false;
        if (s.opacity === '0' || /opacity\\(0\\)/.test(s.filter)) return false;
      }
      return true;
    });
    if (!lit) return false;
    const e = node.parentElement, s = getComputedStyle(e);
    if (s.visibility !== 'visible' || parseFloat(s.fontSize) === 0) return false;
    if (/, 0\\)$/.test(s.color) && s.color.startsWith('rgba')) return false;
    for (let g = e; g; g = g.parentElement) {
      const ground = getComputedStyle(g).backgroundColor;
      if (ground === s.color) return false;
      if (ground !== 'rgba(0, 0, 0, 0)') break;
    }
    return !e.checkVisibility || e.checkVisibility({contentVisibilityAuto: true});
  };
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let n = walk.nextNode(); n; n = walk.nextNode())
    if (n.data.includes(words) && !['SCRIPT', 'STYLE', 'NOSCRIPT', 'TEMPLATE', 'TEXTAREA'].includes(n.parentElement.tagName)
        && seen(n)) return true;
  return false;
}"""


def run(how: How) -> list[Row]:
    """One row for what a browser shows, one for what it does not."""
    made = [*_cases()]
    read = Clean().open()
    outcomes: dict[bool, Counter[str]] = {True: Counter(), False: Counter()}
    wrong: dict[bool, list[str]] = {True: [], False: []}
    with launched() as browser:
        page = browser.new_context(java_script_enabled=True, offline=True).new_page()
        for case in made if how.long else made[::12]:
            shown = _is_shown(page, case)
            took = _taken(read(Capture(name="page", content=Text.of(case), medium="html")))
            outcomes[shown][took] += 1
            if took == (_HIDDEN if shown else _SHOWN) or (
                shown and took == _OUT and "<span" in case
            ):
                wrong[shown].append(case.replace(_TOLD, "").replace(_AFTER, ""))
    return [
        Row(
            tried=f"words in a page's markup that Chromium {'shows' if shown else 'does not show'}",
            number=outcomes[shown].total(), happened=told(outcomes[shown]),
            wrong=len(wrong[shown]), examples=tuple(wrong[shown]),
        )
        for shown in (False, True)
    ]  # fmt: skip


def _cases() -> Iterator[str]:
    for style, place in product((*_STYLES, *_SEEN), _PLACES):
        yield _page(place.replace("STYLE", f'style="{style}"'))
    for style in (*_STYLES, *_SEEN):
        yield _page(_LINE.replace("STYLE", f'style="{style}"'))
    for style, (rule, mark) in product((*_STYLES[::2], *_SEEN[::3]), _RULES):
        yield _page(f"<p {mark}>{{}}</p>", f"{rule} {{ {style} }}")
    for style in _STYLES[::3]:
        yield _page("<p class='k'>{}</p>", f"@media print {{ .k {{ {style} }} }}")
        yield _page("<p class='k'>{}</p>", f"/* .k {{ {style} }} */ .j {{ {style} }}")
        yield _page("<p class='k' style='display:block'>{}</p>", ".k { display: none }")
    for place in _ELEMENTS:
        yield _page(place)


def _page(place: str, style: str = "") -> str:
    sheet = f"<style>{style}</style>" if style else ""
    return (
        f"<!doctype html><html><head><meta charset=utf-8><title>Pier to close in Harnmouth</title>{sheet}"
        f"</head><body><article><h1>Pier to close in Harnmouth</h1>{_TOLD}{place.format(CLAIM)}{_AFTER}"
        "</article></body></html>"
    )


def _is_shown(page: Page, case: str) -> bool:
    page.set_content(case)
    return bool(page.evaluate(_LOOK, "Oskar Brandt"))


def _taken(revision: Revision) -> str:
    voices = [p.voice for p in revision.passages if "Oskar Brandt" in p.span.exact]
    if not voices:
        return _OUT
    if all(voice is Voice.UNSEEN for voice in voices):
        return _HIDDEN
    return _SHOWN
