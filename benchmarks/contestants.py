"""One way to search texts by meaning, built and asked in a process of its own: python -m benchmarks.contestants NAME TASK RESULT

Each is what its documentation has a user write first, with the same model, texts and questions; `side_by_side.py` gives those in
the file TASK and reads what was measured from RESULT. All but the first run in an environment without Xunzhang.
"""

from __future__ import annotations

import json
import resource
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

Ask = Callable[[str], str]  # a question -> the id of the text that is found first
WARM_UP = 5
TOP = 10


def xunzhang(texts: Sequence[Mapping[str, str]], folder: Path, model: str) -> tuple[Ask, Ask]:
    """Ours: without the reader, and as it is asked by default, opened at the first question so that memory can be told apart."""
    from xunzhang.building.builder import build_index
    from xunzhang.search.pipeline import Searcher, open_searcher

    (folder / "corpus").mkdir(parents=True)
    lines = [json.dumps({"id": each["id"], "text": each["text"], "title": each["title"]}, ensure_ascii=False) for each in texts]
    (folder / "corpus" / "texts.jsonl").write_text("\n".join(lines), encoding="utf-8")
    encoder = build_index([folder / "corpus"], folder / "index").encoder
    opened: dict[bool, Searcher] = {}

    def ask(question: str, reads: bool) -> str:
        if reads not in opened:
            opened[reads] = open_searcher(folder / "index", encoder=encoder, reads=reads)
        return opened[reads].ask(question, TOP).groups[0].hit.passage.article.id

    return (lambda question: ask(question, False)), (lambda question: ask(question, True))


def thirty_lines(texts: Sequence[Mapping[str, str]], folder: Path, model: str) -> tuple[Ask]:
    """sentence-transformers and an exact FAISS index."""
    import faiss
    from sentence_transformers import SentenceTransformer

    folder.mkdir(parents=True)
    encoder: Any = SentenceTransformer(model, device="cpu")
    vectors = encoder.encode([each["text"] for each in texts], prompt_name="document", normalize_embeddings=True)
    index: Any = faiss.IndexFlatIP(vectors.shape[1])
    index.add(vectors)
    faiss.write_index(index, str(folder / "vectors.faiss"))
    (folder / "texts.json").write_text(json.dumps(list(texts), ensure_ascii=False), encoding="utf-8")

    def ask(question: str) -> str:
        asked = encoder.encode([question], prompt_name="query", normalize_embeddings=True)
        return str(texts[int(index.search(asked, TOP)[1][0][0])]["id"])

    return (ask,)


def txtai(texts: Sequence[Mapping[str, str]], folder: Path, model: str) -> tuple[Ask]:
    """txtai's hybrid search, texts kept."""
    from txtai import Embeddings  # type: ignore[import-not-found]

    instructions = {"query": "query: ", "data": "passage: "}
    embeddings = Embeddings(path=model, method="sentence-transformers", hybrid=True, content=True, instructions=instructions)
    embeddings.index([(each["id"], each["text"], None) for each in texts])
    embeddings.save(str(folder))
    return (lambda question: str(embeddings.search(question, TOP)[0]["id"]),)


def lancedb(texts: Sequence[Mapping[str, str]], folder: Path, model: str) -> tuple[Ask]:
    """LanceDB's hybrid search: vectors, an index of words, reciprocal ranks."""
    from lancedb import connect  # type: ignore[import-not-found]
    from lancedb.index import FTS  # type: ignore[import-not-found]
    from lancedb.rerankers import RRFReranker  # type: ignore[import-not-found]
    from sentence_transformers import SentenceTransformer

    encoder: Any = SentenceTransformer(model, device="cpu")
    vectors = encoder.encode([each["text"] for each in texts], prompt_name="document", normalize_embeddings=True)
    rows = [{"id": each["id"], "text": each["text"], "vector": vector.tolist()} for each, vector in zip(texts, vectors)]
    table = connect(str(folder)).create_table("texts", data=rows)
    table.create_index("text", config=FTS())
    fused = RRFReranker()

    def ask(question: str) -> str:
        vector = encoder.encode([question], prompt_name="query", normalize_embeddings=True)[0]
        found = table.search(query_type="hybrid").vector(vector).text(question).rerank(fused).limit(TOP).to_list()
        return str(found[0]["id"])

    return (ask,)


CONTESTANTS: dict[str, Callable[[Sequence[Mapping[str, str]], Path, str], tuple[Ask, ...]]] = {
    "xunzhang": xunzhang,
    "thirty lines": thirty_lines,
    "txtai": txtai,
    "lancedb": lancedb,
}


def measured(name: str, task: Mapping[str, Any], folder: Path) -> list[dict[str, Any]]:
    """For each way that the contestant is asked: seconds to build, milliseconds a question, bytes, and what was found first."""
    began, asks = time.perf_counter(), dict[str, tuple[Ask, ...]]()
    for language, texts in task["texts"].items():
        asks[language] = CONTESTANTS[name](texts, folder / language, task["model"])
    built = time.perf_counter() - began
    disk = sum(file.stat().st_size for file in folder.rglob("*") if file.is_file() and "corpus" not in file.parts)
    found = []
    for way in range(len(next(iter(asks.values())))):
        taken, first = list[float](), dict[str, list[str]]()
        for direction, questions in task["questions"].items():
            ask = asks[direction.partition(">")[2]][way]
            for question in questions[:WARM_UP]:
                ask(question)
            first[direction] = []
            for question in questions:
                began = time.perf_counter()
                first[direction].append(ask(question))
                taken.append((time.perf_counter() - began) * 1000)
        found.append({"build": built, "disk": disk, "taken": taken, "first": first, "own": own_bytes(), "peak": peak_bytes()})
    return found


def own_bytes() -> float:
    """What is the process's own now, mapped files left out (Linux; elsewhere the most that it had)."""
    status = Path("/proc/self/status")
    lines = status.read_text(encoding="ascii").splitlines() if status.exists() else []
    return next((float(line.split()[1]) * 1024 for line in lines if line.startswith("RssAnon")), peak_bytes())


def peak_bytes() -> float:
    return float(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024))


if __name__ == "__main__":
    chosen, given, result = sys.argv[1:]
    work = json.loads(Path(given).read_text(encoding="utf-8"))
    told = measured(chosen, work, Path(result).with_suffix(""))
    Path(result).write_text(json.dumps(told), encoding="utf-8")
