"""Draw docs/img/comparison.png: the top of a comparison of the invented ferry pages.

    python docs/img/picture.py

Needs Debian's chromium; run it again whenever the report's looks change.
"""

import base64
import struct
import zlib
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from crosswire.config import Settings
from crosswire.project import Project
from crosswire.records.comparison import Comparison
from crosswire.report import html

HERE = Path(__file__).resolve().parent
PAGES = HERE.parents[1] / "examples" / "ferry-aground"
ARGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking"]
WIDTH, HEIGHT = 1280, 1180

PIXELS = """async png => {
  const image = new Image();
  image.src = "data:image/png;base64," + png;
  await image.decode();
  const canvas = new OffscreenCanvas(image.width, image.height);
  const context = canvas.getContext("2d");
  context.drawImage(image, 0, 0);
  const { data } = context.getImageData(0, 0, image.width, image.height);
  let text = "";
  for (let i = 0; i < data.length; i += 4)
    text += String.fromCharCode(data[i] & 240, data[i + 1] & 240, data[i + 2] & 240);
  return btoa(text);
}"""


def compared() -> Comparison:
    """The comparison of the example folder."""
    project = Project(Settings.load())
    for outcome in project.compare(project.captures([PAGES]), story=PAGES.name):
        if isinstance(outcome, Comparison):
            return outcome
        raise SystemExit(outcome.words)
    raise SystemExit(f"no pages in {PAGES}")


def photograph(browser: Browser, text: str) -> bytes:
    """The first screen and, without the headlines, one point opened; three bytes a pixel."""
    page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
    page.set_content(text)
    page.locator("#headlines").evaluate("e => e.remove()")
    page.locator(".point summary").first.click()
    page.mouse.move(0, 0)
    png = base64.b64encode(page.screenshot()).decode()
    return pixels_of(browser, png)


def pixels_of(browser: Browser, png: str) -> bytes:
    """Three bytes a pixel; a page without the picture's own policy may read it back."""
    return base64.b64decode(browser.new_page().evaluate(PIXELS, png))


def palette_png(pixels: bytes, width: int = WIDTH, height: int = HEIGHT) -> bytes:
    """A PNG of at most 256 colours: a quarter of the size of the browser's own."""
    colours: dict[bytes, int] = {}
    indices = bytearray()
    for i in range(0, len(pixels), 3):
        indices.append(min(colours.setdefault(pixels[i : i + 3], len(colours)), 255))
    rows = b"".join(b"\0" + indices[row : row + width] for row in range(0, len(indices), width))
    header = struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)
    # Four bits a channel were kept; spread them over the whole range again.
    table = bytes(value | value >> 4 for colour in list(colours)[:256] for value in colour)
    chunks = (
        (b"IHDR", header),
        (b"PLTE", table),
        (b"IDAT", zlib.compress(rows, 9)),
        (b"IEND", b""),
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in chunks
    )


def draw(text: str, target: Path) -> None:
    """Photograph the report and write it small."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=ARGS)
        target.write_bytes(palette_png(photograph(browser, text)))
        browser.close()


if __name__ == "__main__":
    draw(html.comparison(compared()), HERE / "comparison.png")
