"""Tokens of a text, where they stand in it, and how many there would be without the cut."""

from __future__ import annotations

import pytest
from tokenizers import Tokenizer as Stock
from tokenizers import pre_tokenizers, processors
from tokenizers.models import WordLevel

from xunzhang.encoding.tokenizing import Tokenizer
from xunzhang.types import Span

WORDS = {"<s>": 0, "</s>": 1, "?": 2, "ask": 3, ":": 4, "one": 5, "two": 6, "three": 7}


@pytest.fixture
def tokenizer() -> Tokenizer:
    stock = Stock(WordLevel(WORDS, unk_token="?"))
    stock.pre_tokenizer = pre_tokenizers.Whitespace()
    stock.post_processor = processors.TemplateProcessing(single="<s> $A </s>", special_tokens=[("<s>", 0), ("</s>", 1)])
    return Tokenizer(stock, 6)


def test_spans_point_into_the_text_and_leave_the_prompt_out(tokenizer: Tokenizer) -> None:
    told = tokenizer.tokenize("one three", "ask: ")
    assert told.ids == [0, 3, 4, 5, 7, 1]
    assert told.own_ids == [5, 7] and told.positions == [3, 4]
    assert told.spans == [Span(0, 3), Span(4, 9)]


def test_a_long_text_is_cut_and_counted_whole(tokenizer: Tokenizer) -> None:
    text = "one two three " * 5
    assert len(tokenizer.tokenize(text, "").ids) == 6
    assert tokenizer.count(text) == 17 and tokenizer.count("one") == 3 and tokenizer.count("") == 2
    whole = tokenizer.tokenize_whole(text, "ask: ")
    assert whole.own_ids == [5, 6, 7] * 5
    assert [span.of(text) for span in whole.spans] == ["one", "two", "three"] * 5


def test_many_are_tokenized_as_each_is(tokenizer: Tokenizer) -> None:
    texts = ["one", "two three", "", "one two three one two three"]
    assert tokenizer.tokenize_all(texts, "ask: ") == [tokenizer.tokenize(text, "ask: ") for text in texts]


def test_a_vocabulary_without_probabilities_has_none(tokenizer: Tokenizer) -> None:
    assert tokenizer.unigrams() == {}
