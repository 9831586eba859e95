"""What is left of a token vector in some fifty bytes: where vectors differ most, nothing lost where there are bytes enough."""

from __future__ import annotations

import numpy as np
import pytest

from xunzhang.encoding.centring import unit
from xunzhang.index.token_coding import CODE_BYTES, KEPT_AXES, TokenCoding, fit_coding


def drawn(count: int, width: int, fall: float, seed: int = 3):
    """Unit vectors (count, width) whose axes, in a basis drawn at random, fall off by `fall`."""
    chosen = np.random.default_rng(seed)
    basis = np.linalg.qr(chosen.normal(size=(width, width)))[0]
    return unit((chosen.normal(size=(count, width)) * fall ** np.arange(width) @ basis).astype(np.float32))


def cosines(coding, vectors):
    return (unit(coding.decode(*coding.encode(vectors))) * coding.reduce(vectors)).sum(axis=1)


@pytest.fixture(scope="module")
def wide():
    sample = drawn(6000, 384, 0.992)
    return fit_coding(sample[:5000]), sample


def test_a_token_takes_the_bytes_it_is_given(wide):
    coding, sample = wide
    codes, scales = coding.encode(sample[:7])
    assert (codes.dtype, codes.shape, scales.dtype, scales.shape) == (np.uint8, (7, CODE_BYTES), np.float16, (7,))
    assert coding.axes.shape == (384, KEPT_AXES) and coding.points.shape == (CODE_BYTES, 256, KEPT_AXES // CODE_BYTES)


def test_the_axes_kept_are_those_along_which_vectors_differ_most(wide):
    coding, sample = wide
    axes = coding.axes.astype(np.float32)
    np.testing.assert_allclose(axes.T @ axes, np.eye(KEPT_AXES), atol=2e-3)
    _, best = np.linalg.eigh((sample[:5000].T @ sample[:5000]).astype(np.float64))
    most = np.square(sample @ best[:, -KEPT_AXES:]).sum()
    assert np.square(sample @ axes).sum() > 0.999 * most


def test_groups_are_worth_about_the_same(wide):
    coding, sample = wide
    spread = np.log(np.square(coding.reduce(sample)).mean(axis=0)).reshape(CODE_BYTES, -1).sum(axis=1)
    assert np.ptp(spread) < 1


def test_what_is_kept_points_where_vectors_did_that_nothing_was_learnt_from(wide):
    coding, sample = wide
    assert 0.9 < cosines(coding, sample[5000:]).mean() < cosines(coding, sample[:5000]).mean()


def test_fewer_bytes_keep_less(wide):
    coding, sample = wide
    fewer = fit_coding(sample[:1500], code_bytes=16)
    assert fewer.width == 16 and cosines(fewer, sample[5000:]).mean() < cosines(coding, sample[5000:]).mean() - 0.05


def test_vectors_of_few_dimensions_lose_nothing():
    sample = drawn(1000, 18, 1.0)
    coding = fit_coding(sample)
    assert coding.width == 18, "each axis has a byte of its own"
    np.testing.assert_allclose(coding.reduce(sample) @ coding.reduce(sample).T, sample @ sample.T, atol=5e-3)
    assert cosines(coding, sample).min() > 0.99


def test_a_last_group_that_axes_do_not_fill_has_empty_ones():
    sample = drawn(900, 101, 1.0)
    coding = fit_coding(sample)
    assert coding.points.shape == (34, 256, 3) and (np.abs(coding.axes).max(axis=0) == 0).sum() == 1
    np.testing.assert_allclose(coding.reduce(sample) @ coding.reduce(sample).T, sample @ sample.T, atol=5e-3)


@pytest.mark.parametrize("code_bytes", [CODE_BYTES, KEPT_AXES])
def test_codes_name_points_and_each_vector_the_nearest(wide, code_bytes):
    coding, sample = (wide[0] if code_bytes == CODE_BYTES else fit_coding(wide[1][:500], code_bytes)), wide[1]
    assert coding.width == code_bytes
    codes, scales = coding.encode(sample[:30])
    points, reduced = coding.points.astype(np.float32), coding.reduce(sample[:30])
    named = np.concatenate([points[group][codes[:, group]] for group in range(code_bytes)], axis=1)
    np.testing.assert_array_equal(coding.spread(codes), named)
    np.testing.assert_allclose(coding.decode(codes, scales), named * scales.astype(np.float32)[:, None])
    for group, part in enumerate(np.split(reduced, code_bytes, axis=1)):
        distances = np.square(part[:, None] - points[group][None]).sum(axis=2)
        np.testing.assert_allclose(distances[np.arange(30), codes[:, group]], distances.min(axis=1), atol=1e-5)


def test_the_scale_is_half_way_between_unit_length_and_the_right_inner_product(wide):
    coding, sample = wide
    decoded = coding.decode(*coding.encode(sample))
    lengths, along = np.linalg.norm(decoded, axis=1), (decoded * coding.reduce(sample)).sum(axis=1)
    assert (lengths > 1).all() and (along < 1).all()
    np.testing.assert_allclose(lengths * along, 1, rtol=2e-3)


def test_a_vector_of_zeros_stays_one(wide):
    codes, scales = wide[0].encode(np.zeros((1, 384), np.float32))
    assert not wide[0].decode(codes, scales).any()


def test_few_vectors_are_kept_as_they_are_and_none_can_be_coded_too():
    few = drawn(200, 384, 0.992)
    coding = fit_coding(few)
    assert cosines(coding, few).min() > 0.999
    nothing: TokenCoding = fit_coding(np.zeros((0, 384), np.float32))
    assert nothing.encode(few)[0].shape == (200, CODE_BYTES)


def test_the_same_sample_gives_the_same_coding():
    one, other = (fit_coding(drawn(500, 40, 0.98)) for _ in range(2))
    np.testing.assert_array_equal(one.points, other.points)
    np.testing.assert_array_equal(one.axes, other.axes)
