"""The lines of ``--format json`` and ``jsonl``: plain dictionaries with fixed field names.

All offsets are half-open code points of the ``text`` given, or returned, for that article.
"""

from collections.abc import Sequence
from typing import Any

from crosswire.records.article import Found
from crosswire.records.comparison import (
    Check,
    Comparison,
    Conflict,
    Correction,
    HeadlineWords,
    Origins,
    Page,
    Point,
    Single,
    Speaker,
    Statement,
    Through,
    Undecided,
)
from crosswire.records.notice import Withdrawn
from crosswire.records.quotation import Quotation, Reading
from crosswire.records.span import Span, Text
from crosswire.report.changed import changed_words
from crosswire.report.extracted import extract_line as extract_line
from crosswire.report.extracted import refused_line as refused_line
from crosswire.report.forms import cut_line, told_of
from crosswire.report.primary import primary_line

Line = dict[str, Any]
"""One JSON object. ``Any`` because JSON has no closed type in the standard library."""


def annotate_line(reading: Reading) -> Line:
    """Sentences, mentions, times and quotations of one article."""
    annotation = reading.annotation
    return {
        "id": reading.article,
        "sentences": [_pair(s) for s in annotation.sentences],
        "mentions": [
            {
                "start": m.span.start,
                "end": m.span.end,
                "label": m.label,
                "entity": m.entity,
                "name": m.name,
            }
            for m in annotation.mentions
        ],
        "times": [
            {
                "start": t.span.start,
                "end": t.span.end,
                "value": t.value,
                "type": t.type,
                "inferred": t.inferred,
            }
            for t in annotation.times
        ],
        "quotations": [_quotation(q) for q in reading.quotations],
        "terms": [_pair(t.span) for t in reading.terms],
        "text_id": reading.revision.body.id,
        "model": annotation.model,
    }


def compare_line(comparison: Comparison) -> Line:
    """One story: points, conflicts, single accounts; with the texts that the offsets address."""
    texts = {r.article: r.revision.body for r in comparison.readings}
    changed = frozenset(p.article for p in comparison.pages if p.changed)
    return {
        "story": comparison.story,
        "points": [
            *(_point(p, shown=True) for p in comparison.points),
            *(_point(p, shown=False) for p in comparison.possible),
        ],
        "conflicts": [_conflict(c, changed) for c in comparison.conflicts],
        "corrections": [_correction(c) for c in comparison.corrections],
        "within": [
            {
                "article": w.article,
                "field": w.field,
                "words": w.span.exact,
                "start": w.span.start,
                "end": w.span.end,
                "body": _place(w.article, w.body),
                "kind": w.kind,
                "because": w.because,
            }
            for w in comparison.within
        ],
        "single": [_single(s) for s in comparison.singles],
        "pages": [_page(page, texts[page.article]) for page in comparison.pages],
        "headline_words": [_headline_words(h) for h in comparison.headline_words],
        "speakers": [_speaker(s) for s in comparison.speakers],
        "outsiders": [{"article": o.article, "because": o.because} for o in comparison.outsiders],
        "checks": [check_line(c) for c in comparison.checks],
        "primary": primary_line(comparison),
        "undecided": comparison.undecided,
        "queue": [_undecided(u) for u in comparison.queue],
        "notes": list(comparison.notes),
        "stages": list(comparison.stages),
    }


def check_line(check: Check) -> Line:
    """Something to check or to ask, and with whom."""
    return {
        "what": check.what,
        "with_whom": check.with_whom,
        "spans": [_place(article, span) for article, span in check.spans],
    }


def _undecided(pair: Undecided) -> Line:
    return {
        "a": _member(pair.a),
        "b": _member(pair.b),
        "score": pair.score,
        "reasons": list(pair.reasons),
        "differ": list(pair.differ),
    }


def _headline_words(words: HeadlineWords) -> Line:
    found = _place(words.found_article or words.article, words.found) if words.found else None
    return {
        "article": words.article,
        "field": words.field,
        "words": words.span.exact,
        "standing": words.standing,
        "found": found,
    }


def _speaker(speaker: Speaker) -> Line:
    return {
        "name": speaker.name,
        "quotations": [
            {"article": u.article, **_quotation(u.quotation), **told_of(u)}
            for u in speaker.utterances
        ],
        "cuts": [cut_line(cut) for cut in speaker.cuts],
        "ascribed": [{"article": u.article, **_quotation(u.quotation)} for u in speaker.ascribed],
        "perhaps": list(speaker.perhaps),
    }


def _value(found: Found | None) -> str | None:
    return found.value if found else None


def _pair(span: Span) -> list[int]:
    return [span.start, span.end]


def _place(article: str, span: Span) -> Line:
    return {"article": article, "start": span.start, "end": span.end}


def _member(statement: Statement) -> Line:
    return {
        **_place(statement.article, statement.span),
        "voice": statement.voice.value,
        "holder": statement.holder,
    }


def _quotation(quotation: Quotation) -> Line:
    return {
        "mode": quotation.mode.value,
        "act": quotation.act.value,
        "content": [_pair(s) for s in quotation.content],
        "cue": [_pair(s) for s in quotation.cue],
        "speaker": [_pair(s) for s in quotation.speaker],
        "speaker_name": quotation.speaker_name,
        "identified": quotation.identified.value if quotation.identified else None,
        "source_kind": quotation.source_kind.value if quotation.source_kind else None,
        "occasion": _pair(quotation.occasion) if quotation.occasion else None,
        "gap_unknown": quotation.gap_unknown,
        "voice": quotation.voice.value,
    }


def origins_line(origins: Origins) -> Line:
    """How many origins, and why."""
    return {
        "outlets": origins.outlets,
        "at_least": origins.at_least,
        "at_most": origins.at_most,
        "unknown": origins.unknown,
        "edges": [{"from": e.source, "to": e.target, "because": e.because} for e in origins.edges],
        "words": origins.words,
        "attested": [
            {"speaker": a.speaker, "outlets": list(a.outlets), "through": _through(a.through)}
            for a in origins.attested
        ],
        "credited": _through(origins.credited),
        "attested_words": origins.attested_words,
        "asserted": list(origins.asserted),
        "quoting": list(origins.quoting),
        "corroborated": origins.corroborated,
        "corroborated_words": origins.corroborated_words,
        "apart": list(origins.apart),
        "aside": [{"article": a.article, "because": a.because} for a in origins.aside],
    }


def _through(told: Sequence[Through]) -> list[Line]:
    return [{"outlet": t.outlet, "source": t.source} for t in told]


def _point(point: Point, *, shown: bool) -> Line:
    """``shown`` is false for a point that readers are offered but not shown as shared."""
    return {
        "summary": point.wording.span.exact,
        "summary_from": point.wording.article,
        "relation": point.relation,
        "tier": point.tier.value,
        "shown": shown,
        "speaker": point.speaker,
        "members": [_member(m) for m in point.members],
        "origins": origins_line(point.origins),
        "id": point.id,
        "kind": point.kind,
        "confidence": round(point.confidence, 3),
        "reasons": list(point.reasons),
        "withdrawn": [withdrawn_line(w) for w in point.withdrawn],
    }


def withdrawn_line(withdrawn: Withdrawn) -> Line:
    """Who took back what a passage tells; offsets address the text named."""
    return {
        **_place(withdrawn.article, withdrawn.notice),
        "outlet": withdrawn.outlet,
        "kind": withdrawn.kind,
        "words": withdrawn.notice.exact,
        "text_id": withdrawn.notice.text,
        "at": withdrawn.at,
        "carriers": list(withdrawn.carriers),
    }


def _correction(correction: Correction) -> Line:
    return {
        **_place(correction.article, correction.span),
        "kind": correction.kind,
        "because": correction.because,
        "told": [_member(s) for s in correction.told],
        "text_id": correction.span.text,
        "words": correction.span.exact,
        "seen": correction.seen,
        "by": correction.by,
        "withdraws": [
            {"text_id": w.text, "start": w.start, "end": w.end, "words": w.exact}
            for w in correction.withdraws
        ],
        "still_carries": [
            {
                **_member(c.statement),
                "words": c.statement.span.exact,
                "relies": c.relies,
                "seen": c.seen,
            }
            for c in correction.carried
        ],
    }


def _conflict(conflict: Conflict, changed: frozenset[str]) -> Line:
    return {
        "kind": conflict.kind,
        "grade": conflict.grade,
        "a": _member(conflict.a),
        "b": _member(conflict.b),
        "between": list(conflict.between),
        "because": conflict.because,
        "point": conflict.point,
        "changed": [s.article for s in (conflict.a, conflict.b) if s.article in changed],
    }


def _single(single: Single) -> Line:
    return {
        **_member(single.statement),
        "verdict": single.verdict,
        "because": single.because,
        "cut": list(single.cut),
        "tier": single.tier.value,
        "confidence": round(single.confidence, 3),
        "nearest": _member(single.nearest) if single.nearest else None,
        "nearness": round(single.nearness, 3),
        "near": single.near,
    }


def _changed(page: Page) -> Line | None:
    if (changed := page.changed) is None:
        return None
    return {
        "stated": _value(changed.stated),
        "number": changed.number,
        "of": changed.of,
        "seen": changed.seen,
        "gone": changed.gone,
        "words": changed_words(changed),
    }


def _page(page: Page, text: Text) -> Line:
    return {
        "id": page.article,
        "outlet": page.outlet,
        "title": _value(page.headline),
        "published": _value(page.published),
        "authors": list(page.authors),
        "voices": [v.value for v in page.voices],
        "completeness": page.completeness.state,
        "unread_language": page.unread_language,
        "sentences": page.sentences,
        "removed": page.removed,
        "duplicate_of": page.duplicate_of,
        "changed": _changed(page),
        "text_id": text.id,
        "text": text.content,
    }
