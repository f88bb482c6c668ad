"""Values and gradients from PyTorch in double, an independent system.

    python3 tests/vectors/torch_vectors.py > tests/vectors/torch_vectors.h

The tests read torch_vectors.h; nothing needs PyTorch to run them.
"""
import textwrap

import torch

torch.set_default_dtype(torch.float64)


def scalar_expressions(a, b):
    c, d = a + b, a * b + b**3
    c = c + c + 1
    c = c + 1 + c - a
    d = d + d * 2 + (b + a).relu()
    d = d + 3 * d + (b - a).relu()
    f = (c - d) ** 2
    yield f / 2 + 10 / f
    yield a * b * (a + b)
    yield torch.tanh(a * b + torch.sin(torch.exp(b)))
    yield torch.log(torch.exp(a) + torch.exp(b))
    yield torch.sigmoid(torch.cos(a) / (b * b + 1))
    yield (a * a + 0.5) ** 1.7
    y = a
    for i in range(10):
        y = torch.sin(y * b + 0.1 * a + i)
    yield y


def numbers(t):
    text = "{" + ", ".join(repr(x) for x in t.detach().reshape(-1).tolist()) + "}"
    return textwrap.fill(text, 94, subsequent_indent=" " * 6, break_on_hyphens=False)


def scalars():
    print("typedef struct TorchScalar {\n    int expression;")
    print("    double a, b, value, da, db;\n} TorchScalar;\n")
    print("static const TorchScalar torch_scalars[] = {")
    n = 0
    for a0, b0 in [(-4, 2), (0.3, 1.2), (1.1, -0.7), (-0.4, -0.9)]:
        for e in range(7):
            a = torch.tensor(float(a0), requires_grad=True)
            b = torch.tensor(float(b0), requires_grad=True)
            y = list(scalar_expressions(a, b))[e]
            y.backward()
            zero = torch.zeros(())
            grads = [x.grad if x.grad is not None else zero for x in (a, b)]
            row = [repr(x.item()) for x in (a, b, y, *grads)]
            print("    {%d, %s}," % (e, ", ".join(row)))
            n += 1
    print("};\nenum { TORCH_SCALARS = %d };\n" % n)


# Nets 5-4-3 on 6 examples: hidden activation, cost, optimiser; weight decay on
# the weights only. Three steps each.
NETS = [
    ("sigmoid", "squared", "sgd", 0.0),
    ("tanh", "softmax", "sgd", 0.1),
    ("relu", "softmax", "momentum", 0.01),
    ("sigmoid", "binary", "momentum", 0.0),
    ("tanh", "binary", "adam", 0.05),
    ("relu", "squared", "adam", 0.0),
]


def net(activation, cost, optimiser, decay, seed):
    g = torch.Generator().manual_seed(seed)
    shapes = [(4, 5), (1, 4), (3, 4), (1, 3)]
    params = [torch.randn(s, generator=g).requires_grad_() for s in shapes]
    x = torch.randn((6, 5), generator=g)
    y = torch.rand((6, 3), generator=g)
    label = torch.randint(3, (6,), generator=g)
    groups = [
        {"params": [params[0], params[2]], "weight_decay": decay},
        {"params": [params[1], params[3]]},
    ]
    o = {
        "sgd": lambda: torch.optim.SGD(groups, lr=0.3),
        "momentum": lambda: torch.optim.SGD(groups, lr=0.2, momentum=0.9),
        "adam": lambda: torch.optim.Adam(groups, lr=0.05),
    }[optimiser]()
    start = torch.cat([p.detach().reshape(-1).clone() for p in params])
    first = None
    for _ in range(3):
        f = getattr(torch, activation)
        z = f(x @ params[0].T + params[1]) @ params[2].T + params[3]
        if cost == "squared":
            c = ((torch.sigmoid(z) - y) ** 2).sum(1).mean()
        elif cost == "softmax":
            c = torch.nn.functional.cross_entropy(z, label)
        else:
            bce = torch.nn.functional.binary_cross_entropy_with_logits
            c = bce(z, y, reduction="none").sum(1).mean()
        o.zero_grad()
        c.backward()
        if first is None:
            first = c.item(), torch.cat([p.grad.reshape(-1) for p in params])
        o.step()
    end = torch.cat([p.detach().reshape(-1) for p in params])
    print("    {%s, %s, %s, %r," % (
        activation.upper(), "COST_" + cost.upper(), "STEP_" + optimiser.upper(),
        decay))
    print("     %s,\n     %s,\n     %s," % (numbers(start), numbers(x), numbers(y)))
    print("     %s, %r,\n     %s,\n     %s}," % (
        "{" + ", ".join(str(i) for i in label.tolist()) + "}",
        first[0], numbers(first[1]), numbers(end)))


def nets():
    print("enum { COST_SQUARED, COST_SOFTMAX, COST_BINARY };")
    print("enum { STEP_SGD, STEP_MOMENTUM, STEP_ADAM };")
    print("typedef struct TorchNet {\n    int hidden, cost, step;\n    double decay;")
    print("    double start[39], x[30], y[18];\n    unsigned char label[6];")
    print("    double first_cost, first_grad[39], end[39];\n} TorchNet;\n")
    print("static const TorchNet torch_nets[] = {")
    for seed, n in enumerate(NETS):
        net(*n, seed)
    print("};\nenum { TORCH_NETS = %d };\n" % len(NETS))


print("/* torch_vectors.h: made by torch_vectors.py with PyTorch %s. Do not edit. */" % torch.__version__)
print("// clang-format off")
print("#ifdef TORCH_WANT_SCALARS")
scalars()
print("#endif\n#ifdef TORCH_WANT_NETS")
nets()
print("#endif")
