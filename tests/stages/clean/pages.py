"""Invented pages for the tests of cleaning."""

from crosswire.records.article import Capture, Found, Medium, Revision
from crosswire.records.span import Span, Text
from crosswire.stages.clean import Clean

DOCKERS = """\
Skip to main content
News
Opinion
Sport
Dockers in Port Selby vote to strike over night shifts

Union says 'no choice' after talks collapse, while the port warns of empty shelves

Marta Delling in Port Selby
Thu 14 Mar 2024 18.05 GMT
Last modified on Fri 15 Mar 2024 09.12 GMT
Share
Cranes stand idle at the eastern terminal. Photograph: Owen Brask/PA
Dockers at the country's second-largest port have voted by a large majority to strike from \
Monday in a dispute over compulsory night shifts.

The Maritime Workers' Union said 87% of its 2,300 members at Port Selby had backed the action in \
a ballot that closed on Wednesday.

"Nobody wants this, but the company has left us no choice," said Ilse Varga, the union's regional \
secretary.

Advertisement

The port authority, which handles a third of the country's container traffic, said it had offered \
a 4% rise and an end to back-to-back nights.

Talks collapsed
A spokesman for the authority, Piet Larsson, said shops could see shortages within a week.

Mediators are due to meet both sides on Friday. The transport minister, Hanna Okoye, told \
reporters she was "hopeful".

Share
23 comments
More on this story
Port Selby: what the night shift really means
12 Mar 2024
Union opens strike ballot at eastern terminal
28 Feb 2024
Sign up to our daily newsletter
© 2024 The Selby Observer. All rights reserved.
"""

BOX = """\
Norland parliament backs plan for a northern railway
- Published
Norland's parliament has approved a plan to build a railway to the northern coast by 2031.
The vote on Thursday ended two years of argument over who would pay for the line.
Transport minister Hanna Okoye called it "the largest project this country has ever seen".
Opponents say that the cost, put at 14bn crowns, will double before the first train runs.
A line of many promises
By Peder Holt, NBC Norland correspondent
Railways have been promised to the north by every government since the war.
This time there is money, and there is a date, which is more than earlier plans ever had.
The difficulty will be the mountains, and the courts, in that order.
Ms Okoye told reporters that she was "not afraid of a court case" and would sign the contracts.
What happens next?
The first contracts are due to be signed in September, the ministry said.
Related topics
- Published5 February 2021
- Published28 January 2021"""


def capture(content: str, medium: Medium = "text", **fields: str | None) -> Capture:
    """A capture with this content."""
    return Capture(name="page", medium=medium, content=Text.of(content), **fields)


def clean(
    content: str, medium: Medium = "text", *, english_only: bool = True, **fields: str | None
) -> Revision:
    """The revision of a capture with this content."""
    return Clean(english_only=english_only).open()(capture(content, medium, **fields))


def reasons(revision: Revision) -> dict[str, str]:
    """Removed words and their reasons."""
    return {r.span.exact: r.reason for r in revision.removed}


def texts(revision: Revision, kind: str) -> list[str]:
    """The passages of one kind."""
    return [p.span.exact for p in revision.passages if p.kind.value == kind]


def said(found: Found | None) -> Found:
    """The value, which must have been found."""
    assert found is not None
    return found


def place(found: Found | None) -> Span:
    """The place of a value, which must have one."""
    span = said(found).span
    assert span is not None
    return span
