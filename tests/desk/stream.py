"""An invented stream: seven events, told by several outlets in words partly their own."""

import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

Line = dict[str, Any]

OUTLETS = (
    "Harnmouth Courier", "Vellamy Sentry", "Corran Wire", "Tarn Valley Post", "Osprey Daily",
    "Midland Ledger", "Northgate Herald", "Port Elsing Echo",
)  # fmt: skip

EVENTS: dict[str, tuple[str, str, tuple[str, ...]]] = {
    "ferry": (
        "2021-05-06",
        "Ferry Corrin runs aground on Teal Bank",
        (
            "The ferry Corrin ran aground on the Teal Bank on Tuesday evening with 212 people aboard.",
            "Fourteen passengers were hurt, two of them seriously, the coastguard at Harnmouth said.",
            "Harbour master Idris Pell said the pilot had left the marked channel near buoy nine.",
            "Divers will inspect the hull of the Corrin at first light before any attempt to refloat it.",
            "The Corrin, built in 1998, sails between Harnmouth and the island of Sorrel four times a day.",
            "Passengers were taken off in lifeboats and spent the night in a school in Harnmouth.",
            "The ferry line Sorrel Crossings suspended its sailings until the wreck is examined.",
            "Transport minister Ilse Marrow promised an inquiry into the grounding of the Corrin.",
        ),
    ),
    "treaty": (
        "2021-05-07",
        "Orland and Vessia sign treaty on the river Maren",
        (
            "Orland and Vessia signed a treaty on the waters of the river Maren in the town of Quill.",
            "Presidents Tomas Ravn and Adela Brisk shook hands on the bridge that divides Quill.",
            "The treaty gives Vessia 40 percent of the flow of the Maren in the dry months.",
            "A joint commission with seats in Quill will measure the river at eleven stations.",
            "Farmers in the Orland plain fear that their canals will run dry in August.",
            "The two countries had quarrelled over the Maren dams for nineteen years.",
            "The treaty must be ratified by both parliaments before the end of November.",
            "Adela Brisk called the treaty a promise between neighbours that drink from one river.",
        ),
    ),
    "bank": (
        "2021-05-07",
        "Central bank of Norland raises rate to 4.5 percent",
        (
            "The central bank of Norland raised its key interest rate by half a point to 4.5 percent.",
            "Governor Hedda Stolz said that inflation of 6.1 percent left the bank no other choice.",
            "Economists polled last week had expected an increase of a quarter of a point.",
            "The krone rose two percent against the euro within an hour of the announcement.",
            "Mortgage lenders in Norland said that monthly payments would go up from July.",
            "Two of the seven members of the board voted to leave the rate where it was.",
            "Finance minister Per Aune declined to comment on the decision of the central bank.",
            "Hedda Stolz did not rule out another increase when the board meets in September.",
        ),
    ),
    "fire": (
        "2021-05-08",
        "Fire destroys textile mill in Dunmere",
        (
            "A fire destroyed the Ashgrove textile mill in Dunmere in the early hours of Thursday.",
            "More than ninety firefighters fought the flames at the Ashgrove mill for seven hours.",
            "Nobody was inside the mill, the fire chief of Dunmere, Rosa Whitlock, told reporters.",
            "The Ashgrove mill employed 340 people and made cloth for army uniforms.",
            "The roof of the weaving hall collapsed shortly before four in the morning.",
            "Police in Dunmere are looking for the driver of a white van seen near the gate.",
            "Smoke drifted over the hospital of Dunmere, which moved patients to its east wing.",
            "Owner Gerald Ashgrove said he would rebuild the mill his grandfather founded in 1911.",
        ),
    ),
    "vaccine": (
        "2021-05-08",
        "Trial of malaria vaccine by Lumen Biologics succeeds",
        (
            "A malaria vaccine by Lumen Biologics protected 81 percent of children in a trial.",
            "The trial of the vaccine followed 4,800 children in three districts of Kasane.",
            "Professor Amina Doro, who led the trial, said the protection lasted two rainy seasons.",
            "Lumen Biologics will ask regulators to approve the vaccine before the end of the year.",
            "Side effects of the vaccine were mild and mostly fever, the researchers reported.",
            "The health ministry of Kasane wants to give the vaccine to every infant from 2023.",
            "Outside experts warned that the parasites might learn to evade the vaccine.",
            "Malaria killed more than 9,000 children in Kasane last year, the ministry said.",
        ),
    ),
    "strike": (
        "2021-05-09",
        "Railway workers of Vessia begin three-day strike",
        (
            "Railway workers in Vessia walked out on Friday at the start of a three-day strike.",
            "The union Rail United wants nine percent more pay for signal staff and drivers.",
            "Only one train in five ran from the central station of Belmarch on Friday morning.",
            "The railway company offered four percent and a single payment of 600 crowns.",
            "Union leader Josip Karel said that the strike would go on until there was a better offer.",
            "Commuters in Belmarch queued for buses that were full before they reached the suburbs.",
            "Freight trains with grain for the port of Elsing stood still at the border.",
            "The labour court of Belmarch rejected an injunction against the strike on Thursday.",
        ),
    ),
    "comet": (
        "2021-05-10",
        "Astronomers find comet that will pass Earth in August",
        (
            "Astronomers at the Calder observatory have found a comet that will pass the Earth in August.",
            "The comet, named Calder-Voss, will be visible to the naked eye for about nine nights.",
            "It will pass at a distance of eleven million kilometres and poses no danger.",
            "Discoverer Lena Voss saw the comet on pictures taken with a telescope of two metres.",
            "The tail of the comet Calder-Voss already stretches over half a degree of the sky.",
            "The comet last came near the sun about 3,200 years ago, calculations show.",
            "Observatories in the southern hemisphere will have the best view of Calder-Voss.",
            "The space agency wants to turn an ageing probe towards the comet to measure its dust.",
        ),
    ),
}  # fmt: skip


def told(event: str, outlet: str, *, seed: int = 0) -> Line:
    """One outlet's telling: some of the sentences, in an order of its own."""
    day, title, sentences = EVENTS[event]
    draw = random.Random(f"{event} {outlet} {seed}")
    chosen = sorted(draw.sample(range(len(sentences)), 6), key=lambda n: n + 2 * draw.random())
    own = f"{outlet} could not reach {draw.choice(('the company', 'officials', 'witnesses'))} in time."
    name = outlet.lower().replace(" ", "-")
    return {
        "id": f"{event}-{name}",
        "outlet": outlet,
        "url": f"https://{name}.example/{day[:4]}/{event}-{draw.randrange(1000, 9999)}.html",
        "title": title if draw.random() < 0.5 else f"{title}, officials say",
        "published": f"{day}T{draw.randrange(6, 22):02d}:{draw.randrange(60):02d}:00+00:00",
        "text": " ".join(sentences[n] for n in chosen) + f"\n\n{own}",
    }


def stream(outlets: int = 5) -> list[Line]:
    """Every event by so many outlets, in the order of their hours."""
    lines = [told(event, outlet) for event in EVENTS for outlet in OUTLETS[:outlets]]
    return sorted(lines, key=lambda line: (line["published"], line["id"]))


def write(file: Path, lines: list[Line]) -> Path:
    """As a file of article lines."""
    file.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return file


def cycle(count: int) -> Iterator[Line]:
    """``count`` articles: the stream, and the same events again under other addresses and words."""
    base = stream(len(OUTLETS))
    for number in range(count):
        line, turn = dict(base[number % len(base)]), number // len(base)
        if turn:
            line["id"] = f"{line['id']}-{turn}"
            line["url"] = f"{line['url']}?part={turn}"
            line["text"] += f" This is part {turn} of the report."
        yield line
