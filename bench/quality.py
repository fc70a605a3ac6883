"""Quality: each measured command beside its baseline on the same data in the same run."""

from bench.figures import Figure as Figure
from bench.pages import bodies, pace, pages
from bench.quotations import quotations
from bench.statements import statements

TASKS = {
    "statements": statements,
    "quotations": quotations,
    "pages": pages,
    "bodies": bodies,
    "pace": pace,
}
