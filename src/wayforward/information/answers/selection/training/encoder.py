"""The selector's neural network in torch: frozen lower encoder, trained upper encoder, line head.

Training only; the web process runs the exported form (see selection/joint.py).
"""

from __future__ import annotations

import math
from collections.abc import Sequence

import torch
from torch import Tensor, nn
from torch.nn import functional

from wayforward.information.answers.selection.weights import ModelFile, Shape

_NAMES = ("q", "k", "v", "ao", "fi", "fo")


class Layer(nn.Module):
    """One post-norm transformer layer, shaped as in BERT."""

    def __init__(self, width: int, heads: int, inner: int, epsilon: float, dropout: float) -> None:
        super().__init__()
        self.heads = heads
        self.q, self.k, self.v, self.ao = (nn.Linear(width, width) for _ in range(4))
        self.fi, self.fo = nn.Linear(width, inner), nn.Linear(inner, width)
        self.aln, self.oln = nn.LayerNorm(width, epsilon), nn.LayerNorm(width, epsilon)
        self.dropout = dropout

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """`x` (batch, tokens, width); additive `mask` (batch, 1, 1, tokens)."""
        x = self.aln(x + self._drop(self.ao(self._attend(x, mask))))
        inner = self.fo(functional.gelu(self.fi(x)))
        return self.oln(x + self._drop(inner))

    def packed(self, x: Tensor, lengths: Sequence[int]) -> Tensor:
        """As forward over unpadded examples laid end to end: `x` (tokens, width)."""
        shape = (-1, self.heads, x.shape[1] // self.heads)
        parts = [part(x).view(shape).transpose(0, 1).split(lengths, 1) for part in self._qkv()]
        mixed = [
            functional.scaled_dot_product_attention(q[None], k[None], v[None])[0]
            for q, k, v in zip(*parts, strict=True)
        ]
        attended = torch.cat(mixed, 1).transpose(0, 1).reshape(x.shape)
        x = self.aln(x + self._drop(self.ao(attended)))
        return self.oln(x + self._drop(self.fo(functional.gelu(self.fi(x)))))

    def _qkv(self) -> tuple[nn.Linear, nn.Linear, nn.Linear]:
        return self.q, self.k, self.v

    def _drop(self, x: Tensor) -> Tensor:
        return functional.dropout(x, self.dropout, self.training)

    def _attend(self, x: Tensor, mask: Tensor) -> Tensor:
        batch, length, width = x.shape
        shape = (batch, length, self.heads, width // self.heads)
        q, k, v = (part(x).view(shape).transpose(1, 2) for part in (self.q, self.k, self.v))
        if self.training:
            mixed = functional.scaled_dot_product_attention(q, k, v, attn_mask=mask)
            return mixed.transpose(1, 2).reshape(batch, length, width)
        scores = q @ k.transpose(2, 3) / math.sqrt(width // self.heads) + mask
        return (torch.softmax(scores, -1) @ v).transpose(1, 2).reshape(batch, length, width)


def load_layer(model: ModelFile, index: int, dropout: float) -> Layer:
    """Layer `index` of the embedding model, its 4-bit weights expanded."""
    shape: Shape = model.shape
    layer = Layer(shape.hidden, shape.heads, shape.feed_forward, shape.epsilon, dropout)
    state = {}
    for name in _NAMES:
        like = getattr(layer, name).weight
        state[f"{name}.weight"] = torch.tensor(model.tensor(f"l{index}.{name}.w")).view_as(like)
        state[f"{name}.bias"] = torch.tensor(model.tensor(f"l{index}.{name}.b"))
    for name in ("aln", "oln"):
        state[f"{name}.weight"] = torch.tensor(model.tensor(f"l{index}.{name}.w"))
        state[f"{name}.bias"] = torch.tensor(model.tensor(f"l{index}.{name}.b"))
    layer.load_state_dict(state)
    return layer


class Lower(nn.Module):
    """Embedding sum and the frozen first layers; questions and pages pass through separately."""

    def __init__(self, model: ModelFile, layers: int) -> None:
        super().__init__()
        hidden = model.shape.hidden
        self.positions = nn.Parameter(torch.tensor(model.tensor("emb.pos")).view(-1, hidden))
        self.kind = nn.Parameter(torch.tensor(model.tensor("emb.type")).view(-1, hidden)[0])
        self.norm = nn.LayerNorm(hidden, model.shape.epsilon)
        self.norm.load_state_dict(
            {
                "weight": torch.tensor(model.tensor("emb.ln.w")),
                "bias": torch.tensor(model.tensor("emb.ln.b")),
            }
        )
        self.layers = nn.ModuleList(load_layer(model, i, 0.0) for i in range(layers))
        for parameter in self.parameters():
            parameter.requires_grad_(False)

    def forward(self, words: Tensor, mask: Tensor) -> Tensor:
        """`words` (batch, tokens, width) word embeddings; gives hidden states of that shape."""
        x = self.norm(words + self.positions[: words.shape[1]] + self.kind)
        for layer in self.layers:
            x = layer(x, mask)
        return x


class Upper(nn.Module):
    """The trained layers, over question and condensed page together."""

    def __init__(self, model: ModelFile, first: int, dropout: float) -> None:
        super().__init__()
        self.segments = nn.Parameter(torch.zeros(2, model.shape.hidden))
        self.layers = nn.ModuleList(
            load_layer(model, i, dropout) for i in range(first, model.shape.layers)
        )

    def forward(self, x: Tensor, page: Tensor, lengths: Sequence[int]) -> Tensor:
        """States of several examples one after another (tokens, width), page flags (tokens,), and
        how many tokens each example has; new states of that shape.
        """
        page = page.unsqueeze(-1)
        x = x + self.segments[1] * page + self.segments[0] * (1 - page)
        for layer in self.layers:
            x = layer.packed(x, lengths)
        return x


class LineHead(nn.Module):
    """Reads the lines of a page in order: one logit a line and one for the whole page."""

    def __init__(self, width: int, features: int, inner: int, layers: int, dropout: float) -> None:
        super().__init__()
        self.line = nn.Linear(width, inner)
        self.match = nn.Linear(width, inner)
        self.feature = nn.Linear(features, inner)
        self.question = nn.Linear(width, inner)
        self.norm = nn.LayerNorm(inner)
        self.mix = nn.Conv1d(inner, inner, 5, padding=2)
        self.layers = nn.ModuleList(
            Layer(inner, 4, inner * 2, 1e-6, dropout) for _ in range(layers)
        )
        self.out = nn.Linear(inner, 1)
        self.direct = nn.Linear(width, 1)
        self.page = nn.Linear(2 * inner, inner)
        self.page_out = nn.Linear(inner + 2, 1)
        self.dropout = dropout

    def forward(self, question: Tensor, lines: Tensor, features: Tensor) -> tuple[Tensor, Tensor]:
        """Question (1, width), lines (n, width), features (n, f) to logits (n,) and (1,)."""
        lines = functional.dropout(lines, self.dropout, self.training)
        x = self.norm(self.line(lines) + self.match(lines * question) + self.feature(features))
        x = x + functional.gelu(self.mix(x.t().unsqueeze(0)))[0].t()
        x = torch.cat([self.question(question), x]).unsqueeze(0)
        mask = torch.zeros(1, 1, 1, 1)
        for layer in self.layers:
            x = layer(x, mask)
        x = x[0]
        logits = self.out(x[1:])[:, 0] + self.direct(lines)[:, 0]
        best = torch.topk(torch.cat([logits, logits.new_full((2,), -9.0)]), 2).values
        whole = functional.gelu(self.page(torch.cat([x[0], x[1:].mean(0)])))
        return logits, self.page_out(torch.cat([whole, best]))
