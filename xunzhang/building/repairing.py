"""Mends a damaged index: what is damaged is made again from what is whole, as a new generation beside the damaged one.

Another generation's file of the same checksum comes first; then what follows from the rest: words from the catalogue, the vector
store from the pooled vectors, and the other way round while the store is exact. Vectors in damaged blocks alone are encoded
again. Without its catalogue an index is built from its articles, and takes over its vectors. What a generation has to be is
`index/verifying.py`'s.
"""

from __future__ import annotations

import io
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np

from xunzhang.building.builder import LOCK_WAIT_S, told_unwritten
from xunzhang.building.found_damaged import faults_of, found_generation, found_manifest
from xunzhang.building.lexical_writer import write_lexical
from xunzhang.building.passage_encoding import PassageEncoding
from xunzhang.building.reading_progress import BuildProgress
from xunzhang.building.remains import clear_remains
from xunzhang.building.unfinished import Unfinished
from xunzhang.building.vectors import make_again, write_store
from xunzhang.encoding.encoder import Encoder
from xunzhang.index import columns, generations, keys, token_vectors, vector_space
from xunzhang.index.array_file import ArrayFile
from xunzhang.index.block_sums import BLOCK
from xunzhang.index.block_sums import FILE as BLOCKS
from xunzhang.index.catalogue import Catalogue
from xunzhang.index.generations import GLOSSARY, LEXICAL, MANIFEST
from xunzhang.index.lock import building_lock
from xunzhang.index.relations import FITTED, POOLED
from xunzhang.index.schema import FILE as CATALOGUE
from xunzhang.index.schema import INDEXES, SCHEMA, set_format
from xunzhang.index.sharing import share
from xunzhang.index.stores import open_store
from xunzhang.index.stores.faiss_building import EIGHT_BIT_FROM, LISTS
from xunzhang.index.stores.faiss_building import FILE as STORE
from xunzhang.index.verifying import Fault
from xunzhang.messages.wording import say
from xunzhang.types import Manifest, XunzhangError
from xunzhang.types.arrays import Mask
from xunzhang.types.message import NOTHING, Message
from xunzhang.types.places import GENERATIONS

Load = Callable[[Manifest], Encoder]


@dataclass(frozen=True, slots=True)
class RepairReport:
    """`mended` says what was done, a sentence each; empty where there was nothing to mend. `encoded` passages were encoded."""

    generation: str
    mended: list[Message] = field(default_factory=list)
    encoded: int = 0


def repair_index(index_dir: Path, load: Load, progress: BuildProgress | None = None, wait_s: float = LOCK_WAIT_S) -> RepairReport:
    """Mend the current generation of an index. `load` gives the model that it was made with, where passages have to be encoded.

    Raises XunzhangError, saying what cannot be made again and what to do then; UnwritableError where the disk refuses.
    """
    with told_unwritten(index_dir), building_lock(index_dir, wait_s):
        folder, mended = found_generation(index_dir)
        manifest, told = found_manifest(index_dir, folder)
        mended += told
        faults = faults_of(folder, manifest)
        if not faults and not told:
            if mended:
                generations.make_current(index_dir, folder)
            return RepairReport(folder.name, mended)
        repair = _Repair(index_dir, folder, manifest, faults, load, progress or (lambda stage, done, total, note=NOTHING: None))
        report = repair.run()
        return replace(report, mended=[*mended, *report.mended])


class _Repair:
    def __init__(
        self, index_dir: Path, folder: Path, manifest: Manifest, faults: dict[str, Fault], load: Load, progress: BuildProgress
    ) -> None:
        self._index_dir, self._folder, self._manifest = index_dir, folder, manifest
        self._faults, self._load, self._progress = faults, load, progress
        self._mended: list[Message] = []
        self._encoded = 0

    def run(self) -> RepairReport:
        if not generations.is_present(self._manifest):
            self._give_up(*self._faults)
        target = generations.new_generation(self._index_dir, generations.CONVERTING)
        try:
            self._share(target)
            if CATALOGUE in self._faults:
                return self._built_anew(target)
            self._mend(target)
            for name in (BLOCKS, MANIFEST):
                (target / name).unlink(missing_ok=True)
            sealed = generations.seal(target, replace(self._manifest, files={}, sizes={}))
        except BaseException:
            shutil.rmtree(target, ignore_errors=True)
            raise
        generations.make_current(self._index_dir, sealed)
        return RepairReport(sealed.name, self._mended, self._encoded)

    def _share(self, target: Path) -> None:
        """All that is whole, and what another generation has of the rest."""
        share(self._folder, target)
        for name in list(self._faults):
            (target / name).unlink(missing_ok=True)
            if (other := self._elsewhere(name)) is not None:
                (target / name).parent.mkdir(exist_ok=True)
                shutil.copyfile(other, target / name)
                self._mended.append(say("repair.copied", file=name, name=other.relative_to(self._index_dir).parts[1]))
                del self._faults[name]

    def _elsewhere(self, name: str) -> Path | None:
        expected = self._manifest.files.get(name)
        for other in sorted((self._index_dir / GENERATIONS).glob(f"*/{name}"), reverse=True) if expected else []:
            if not other.is_relative_to(self._folder) and generations.checksum(other) == expected:
                return other
        return None

    def _mend(self, target: Path) -> None:
        broken = set(self._faults)
        if vector_space.FILE in broken:  # what all vectors are relative to
            self._give_up(vector_space.FILE)
        if GLOSSARY in broken:
            self._mended.append(say("repair.glossary", file=GLOSSARY))
        if any(name.startswith(f"{LEXICAL}/") or name == LEXICAL for name in broken):
            shutil.rmtree(target / LEXICAL, ignore_errors=True)
            write_lexical(target, self._progress)
            self._mended.append(say("repair.made_from", file=f"{LEXICAL}/", source=CATALOGUE))
        if FITTED in broken:
            with ArrayFile(target / FITTED, np.bool_) as file:
                file.add(np.ones(self._manifest.passages, np.int64))
            self._mended.append(say("repair.made_again", file=FITTED))
        if token_vectors.STARTS in broken and keys.FILE not in broken and (target / keys.FILE).exists():
            np.save(target / token_vectors.STARTS, keys.read_keys(target)[1])
            self._mended.append(say("repair.made_from", file=token_vectors.STARTS, source=keys.FILE))
            broken.remove(token_vectors.STARTS)
        self._mend_vectors(target, broken)
        if columns.FILE in broken:
            columns.write_columns(target, *Catalogue(target).made_columns())
            self._mended.append(say("repair.made_from", file=columns.FILE, source=CATALOGUE))
        if keys.FILE in broken:
            keys.write_keys(target, Catalogue(target).keys(), np.load(target / token_vectors.STARTS))
            self._mended.append(say("repair.made_from", file=keys.FILE, source=CATALOGUE))
        if broken & {BLOCKS}:
            self._mended.append(say("repair.made_again", file=BLOCKS))

    def _mend_vectors(self, target: Path, broken: set[str]) -> None:
        if POOLED in broken and not broken & {STORE, LISTS} and self._manifest.passages < EIGHT_BIT_FROM:
            store = open_store(target)
            with (target / POOLED).open("wb") as file:
                file.write(store.vectors(np.arange(len(store))).tobytes())
            self._mended.append(say("repair.made_from", file=POOLED, source=STORE))
            broken = broken - {POOLED}
        damaged = self._rows(target, broken)
        if damaged.any():
            self._encode(target, damaged)
        if broken & {STORE, LISTS, POOLED}:
            (target / STORE).unlink(missing_ok=True)
            (target / LISTS).unlink(missing_ok=True)
            write_store(target, self._manifest.dimensions, self._manifest.passages)
            self._mended.append(say("repair.made_from", file=STORE, source=POOLED))

    def _rows(self, target: Path, broken: set[str]) -> Mask:
        """The passages whose vectors are damaged."""
        rows = np.zeros(self._manifest.passages, np.bool_)
        if token_vectors.STARTS in broken:
            return ~rows
        starts = np.load(target / token_vectors.STARTS)
        code = vector_space.read_vector_space(target).coding.width
        row = self._manifest.dimensions * np.float32().itemsize
        ends = {
            token_vectors.CODES: starts * code,
            token_vectors.SCALES: starts * np.float16().itemsize,
            POOLED: np.arange(len(rows) + 1) * row,
        }
        for name in broken & ends.keys():
            blocks = self._faults[name].blocks
            if not blocks:  # an index without checksums of blocks
                return ~rows
            for number in blocks:
                rows |= (ends[name][:-1] < (number + 1) * BLOCK) & (ends[name][1:] > number * BLOCK)
        return rows

    def _encode(self, target: Path, damaged: Mask) -> None:
        encoder = self._load(self._manifest)
        if encoder.fingerprint != self._manifest.model_fingerprint:
            self._give_up(*self._faults)
        before = target.with_name(f"{target.stem}-whole{generations.CONVERTING}")
        before.mkdir()
        try:
            for name in (token_vectors.CODES, token_vectors.SCALES, token_vectors.STARTS, POOLED, vector_space.FILE):
                source = target / name if (target / name).exists() else self._folder / name
                if source.exists():
                    shutil.copyfile(source, before / name)
                if name != vector_space.FILE:
                    (target / name).unlink(missing_ok=True)
                if name in self._manifest.sizes and name not in (vector_space.FILE, token_vectors.STARTS):
                    with (before / name).open("ab") as file:  # what is cut off is not read, but is mapped
                        file.truncate(self._manifest.sizes[name])
            if damaged.all():
                (before / token_vectors.STARTS).write_bytes(_no_starts(len(damaged)))
            with Unfinished(self._index_dir, encoder.fingerprint) as unfinished:
                work = PassageEncoding(Catalogue(target), encoder, unfinished, lambda n, of: self._progress("encoding", n, of))
                make_again(target, work, before, damaged, vector_space.read_vector_space(before))
        finally:
            shutil.rmtree(before, ignore_errors=True)
        self._encoded = work.encoded
        files = ", ".join(sorted(set(self._faults) & {token_vectors.CODES, token_vectors.SCALES, token_vectors.STARTS, POOLED}))
        self._mended.append(say("repair.encoded", file=files, n=int(damaged.sum()), of=len(damaged)))

    def _built_anew(self, target: Path) -> RepairReport:
        """Without the catalogue: from the articles, with the vectors that are whole."""
        from xunzhang.building.generation_build import GenerationBuild  # here, not above: all readers come with it
        from xunzhang.building.staleness import Generation
        from xunzhang.building.stamps import Corpus, Stamps

        roots = [Path(root) for root in self._manifest.roots]
        vectors = {POOLED, FITTED, keys.FILE, vector_space.FILE, token_vectors.CODES, token_vectors.SCALES, token_vectors.STARTS}
        if not roots or not all(root.exists() for root in roots):
            raise XunzhangError(
                say("repair.no_articles", folder=str(self._index_dir), file=CATALOGUE, list=", ".join(self._manifest.roots))
            )
        kept = not vectors & self._faults.keys() and (target / keys.FILE).exists()
        if kept:
            _skeleton(target, keys.read_keys(target)[0])
        before = Generation(target, self._manifest) if kept else None
        corpus = Corpus.look(roots, Stamps(self._index_dir))
        encoder = self._load(self._manifest)
        why = say("repair.built", file=CATALOGUE)
        report = GenerationBuild(corpus, self._index_dir, encoder, before, self._progress, lambda message: None).run(why)
        shutil.rmtree(target, ignore_errors=True)
        clear_remains(self._index_dir)
        return RepairReport(report.generation, [*self._mended, why], report.passages_encoded)

    def _give_up(self, *names: str) -> None:
        command = f"python build_index.py --index {self._index_dir} --force"
        raise XunzhangError(say("repair.cannot", folder=str(self._index_dir), file=", ".join(names), command=command))


def _no_starts(passages: int) -> bytes:
    file = io.BytesIO()
    np.save(file, np.zeros(passages + 1, np.int64))
    return file.getvalue()


def _skeleton(folder: Path, encoded: list[bytes]) -> None:
    """A catalogue that knows of each passage which vectors are its own, and nothing else."""
    with closing(sqlite3.connect(folder / CATALOGUE)) as catalogue, catalogue:
        catalogue.executescript(SCHEMA)
        set_format(catalogue, generations.FORMAT_VERSION)
        columns = 'row, id, article, number, start, "end", text, encoded, paragraph, until, piece'
        values = ((row, str(row), 0, 0, 0, 0, "", key, 0, 0, 0) for row, key in enumerate(encoded))
        catalogue.executemany(f"INSERT INTO passages ({columns}) VALUES (?,?,?,?,?,?,?,?,?,?,?)", values)
        catalogue.executescript(INDEXES)
