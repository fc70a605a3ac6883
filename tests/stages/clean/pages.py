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


def clean(content: str, medium: Medium = "text", **fields: str | None) -> Revision:
    """The revision of a capture with this content."""
    return Clean().open()(capture(content, medium, **fields))


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


RIVER = """\
<!DOCTYPE html><html lang="en"><head><title>Bridge over the Tarn to close in May - Selby Courier</title>
<meta property="og:site_name" content="Selby Courier"></head><body>
<div id="top"><a href="/">Selby Courier</a><nav><a href="/n">News</a> <a href="/s">Sport</a>
<a href="/w">Weather</a></nav></div>
<div class="consent"><p>By continuing to use this site you agree to our use of cookies.</p></div>
<main><article><h1>Bridge over the Tarn to close in May</h1>
<p class="standfirst">Drivers face a detour of an hour, and the mayor says he was never asked</p>
<p class="author">By Nadia Cole in Port Selby</p>
<div class="share"><span>Share this article</span> <a href="#">Copy link</a></div>
<p>The old bridge over the Tarn will close to all traffic in May, the roads agency said on Tuesday.</p>
<p>Engineers found cracks in two of the seven arches during an inspection that was overdue.</p>
<p>“Nobody asked me, and nobody warned me,” the mayor, Piet Larsson, told reporters at the river.</p>
<p>The repairs will cost 14m crowns and should be finished before the winter, the agency said.</p>
<figure><img src="b.jpg"><figcaption>The bridge on Monday. Photograph: Owen Brask</figcaption></figure>
BOX
<h2>An hour by the north road</h2>
<p>Buses will go round by the north road, which adds an hour to the trip to the hospital.</p>
<p>The agency promised a ferry for people on foot, but it has not said who will run it.</p>
<p>“I have lived here for sixty years and never once seen a ferry on time,” said Ilse Varga.</p>
<p>Work on the first of the two arches begins on the second Monday of the month.</p>
</article>
<section class="more"><h2>More from Country</h2><ul>
<li><a href="/1">The village that moved for a railway line</a> <span>9 February 2023</span></li>
<li><a href="/2">How a bridge is inspected: a guide</a> <span>17 May 2022</span></li></ul></section>
<section class="talk"><h2>Comments (41)</h2><p>Log in to join the conversation.</p>
<p>Old_Miller: they said the same of the weir in 2019, and look at it now.</p></section></main>
<footer><p>Contact us</p><p>© Selby Courier. All rights reserved.</p></footer></body></html>
"""
ANALYSIS = """\
<KIND class="box"><h3>A crack that took ten years</h3>
<p class="box-author">Analysis by Lena Fursten, transport editor</p>
<p>Bridges do not crack in a winter, and this one was listed as doubtful ten years ago.</p>
<p>The agency saved the cost of two inspections, and it will now pay for them twenty times over.</p>
</KIND>"""
FERRY = """\
The Selby Sentry

We use cookies to keep this site running. Manage your choices

Home > Country > Transport

Minister orders checks on 'every bridge' after arch cracks, road closed

Engineers saw the first crack ten years ago, records show

Norland Wire

Share on social media
Save for later

The bridge over the Tarn at dawn (Norland Wire)

The minister for transport ordered checks on every bridge in the country after cracks in an arch.

The road over the Tarn was closed on Tuesday after engineers saw that the first crack had grown.

Records that were shown to parliament say the crack was known for ten years before that.

The agency for roads said it would start its checks next week and publish what it finds.

With reporting by Norland Wire

Read more

Bus fares to rise in spring
21 January 2023

Comments (6)

Subscribe to the Sentry from 4 crowns a month. Cancel any time.

© The Selby Sentry. All rights reserved.
"""
