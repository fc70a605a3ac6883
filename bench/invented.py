"""Invented accounts of invented events, and copies of them edited at random."""

import random

EVENTS = (
    (
        (
            "A grain barge broke from its moorings at Tolven quay shortly before midnight on Sunday"
            " and drifted for six miles down the river Orrin. Two tugs caught up with it at the old"
            " railway bridge and held it against the pier until the morning.",
            "Nobody was on board when the ropes gave way, the river authority said. Inspectors found"
            " that three of the four bollards on the quay had rusted through at the foot.",
            "The bridge was closed to trains for nine hours while divers looked at its piers. Some"
            " four thousand travellers were sent round by way of Mallet and Harn.",
            "The barge carried eleven hundred tonnes of barley for the brewery at Dunmore. Its owner"
            " said that the cargo was dry and that it would be unloaded by the end of the week.",
        ),
        (
            "Passengers spent Monday morning on buses after a runaway vessel struck the rail crossing"
            " below Tolven overnight. The drifting boat, loaded with barley, had slipped its berth and"
            " gone downstream in the dark.",
            "According to those who manage the waterway, the fittings that should have held it were"
            " eaten by rust. No crew had been sleeping on it.",
            "Engineers let the first train over at half past nine, once underwater checks had found no"
            " damage. Commuters complained that they had been told nothing.",
            "A spokeswoman for the shipping line promised that the freight would reach the maltings"
            " within days and that every berth it uses would be examined.",
        ),
    ),
    (
        (
            "The council of Sarn voted by nineteen to twelve on Thursday to close the public baths in"
            " Mill Street and to sell the site. The baths, opened ninety years ago, lose half a million"
            " crowns a year and need a new roof.",
            "More than two hundred people filled the gallery, and the mayor had it cleared twice before"
            " the vote. Swimming clubs said that the nearest pool was now forty minutes away by bus.",
            "The site is to be offered for housing in the spring, with a quarter of the flats kept for"
            " tenants on low incomes. Two builders have already asked for the plans.",
            "A petition against the sale has been signed by nine thousand residents. Its organisers said"
            " that they would take the decision to the regional court.",
        ),
        (
            "Swimmers in Sarn are to lose their only indoor pool. After a stormy meeting the"
            " councillors decided to give up the old building, which has run at a loss for years.",
            "There were shouts from the benches above, and ushers emptied them more than once. For many"
            " families the trip to the next town will take most of an hour.",
            "Developers have shown interest in the plot, where affordable homes are planned among"
            " others. Bids will be invited after the winter.",
            "Opponents, who gathered signatures through the summer, are preparing a lawsuit. They hope"
            " that judges will stop the plan before the bulldozers come.",
        ),
    ),
    (
        (
            "A vaccine against marsh fever protected eight in ten of the children who were given it in a"
            " trial in the delta, the institute at Vellamy reported on Wednesday. Six thousand families"
            " in forty villages had taken part over two rainy seasons.",
            "Side effects were slight, chiefly a sore arm and a day of fever. Eleven children were taken"
            " to hospital in the months after the injection, none of them because of it.",
            "The vaccine keeps for a month without a refrigerator, which matters where the power fails"
            " most evenings. One dose costs about as much as a loaf of bread.",
            "Regulators are to decide before the next rains whether it may be used outside the trial."
            " The ministry has set aside money for a first million doses.",
        ),
        (
            "Doctors fighting the disease of the wetlands have new hope: researchers say their jab"
            " prevented most cases among the young in a large study. The test ran in dozens of"
            " settlements along the river mouth.",
            "Parents mostly noticed tiredness and a slight temperature in their sons and daughters. An"
            " independent panel found nothing that would speak against further use.",
            "Unlike older products it survives the heat for weeks, so that health workers can carry it"
            " to remote hamlets. It is also said to be cheap.",
            "Approval could come within the year. The government has promised to pay for the opening"
            " phase of a national campaign.",
        ),
    ),
)
"""Each event as two outlets tell it, paragraph by paragraph; nothing is copied between the two."""

_WORDS = [
    "harbour",
    "lantern",
    "quiet",
    "seven",
    "maybe",
    "copper",
    "under",
    "window",
    "almost",
    "river",
    "paper",
    "slowly",
    "meadow",
    "carried",
    "winter",
    "second",
    "bottle",
    "after",
    "garden",
    "rather",
    "tomorrow",
    "silver",
    "against",
    "yellow",
    "market",
    "early",
    "bridge",
]


def edited(text: str, share: float, seed: int) -> str:
    """``text`` with that share of its words changed: replaced, left out, or another put in."""
    chosen = random.Random(f"{seed} {share} {text[:40]}")
    found: list[str] = []
    for word in text.split(" "):
        if chosen.random() >= share:
            found.append(word)
            continue
        kind = chosen.randrange(3)
        if kind == 0:
            found.append(chosen.choice(_WORDS))
        elif kind == 1:
            found += [word, chosen.choice(_WORDS)]
    return " ".join(found)
