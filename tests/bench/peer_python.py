"""peer_python.py: W5 on two engines of the Python world, on a tenth (micrograd's
way) or a hundredth (PyTorch) of the steps: a Value object with closures, as
micrograd has it, written here from its idea; and PyTorch's autograd with one
tensor a number. The same lines as bench_tape.c prints; no checksum, because
the work is shorter.
"""
import math
import sys
import time


class Value:
    def __init__(self, data, parents=(), backward=lambda: None):
        self.data, self.grad = data, 0.0
        self.parents, self.back = parents, backward

    def result(self, data, parents, partials):
        out = Value(data, parents)

        def back():
            for p, d in zip(parents, partials):
                p.grad += d * out.grad

        out.back = back
        return out

    def __add__(self, o):
        return self.result(self.data + o.data, (self, o), (1.0, 1.0))

    def __mul__(self, o):
        return self.result(self.data * o.data, (self, o), (o.data, self.data))

    def sin(self):
        return self.result(math.sin(self.data), (self,), (math.cos(self.data),))

    def exp(self):
        e = math.exp(self.data)
        return self.result(e, (self,), (e,))

    def tanh(self):
        y = math.tanh(self.data)
        return self.result(y, (self,), (1 - y * y,))

    def backward(self):
        order, seen, stack = [], set(), [(self, False)]
        while stack:
            v, done = stack.pop()
            if done:
                order.append(v)
            elif id(v) not in seen:
                seen.add(id(v))
                stack.append((v, True))
                stack.extend((p, False) for p in v.parents)
        self.grad = 1.0
        for v in reversed(order):
            v.back()


def number(i):
    x = (i * 2654435761 + 12345) & 0xFFFFFFFF
    x ^= x >> 15
    x = (x * 2246822519) & 0xFFFFFFFF
    x ^= x >> 13
    return (x >> 8) / 16777216


def mix(x, s, f, steps):
    for t in range(steps):
        i, j, k = x[t % 10], x[(t * 7 + 3) % 10], x[(t * 3 + 1) % 10]
        s = (i * s + (j * i).sin() + k * (s * j).exp()).tanh()
        f = f + s
    return f, 10 * steps


def poly(x, s, f, steps):
    for t in range(3 * steps):
        s = s * x[t % 10] + x[(t * 7 + 3) % 10] * x[t % 10]
    return s, 9 * steps


def product(x, s, f, steps):
    y = x[0]
    for v in x[1:]:
        y = y * v
    return y, len(x) - 1


def measure(who, make, steps):
    for name, work, n in (("mix", mix, 10), ("poly", poly, 10), ("product", product, 1000)):
        times = []
        for _ in range(3):
            x = [make(1 + 0.01 * (number(i) - 0.5) if n == 1000 else number(i)) for i in range(n)]
            began = time.perf_counter()
            y, operations = work(x, make(0.5), make(0.0), steps)
            y.backward()
            times.append((time.perf_counter() - began) * 1e9 / operations)
        print("%s %s %.1f - 0" % (who, name, sorted(times)[1]), flush=True)


if sys.argv[1] == "micrograd":
    measure("micrograd's-way", Value, 3000)
else:
    import torch

    torch.set_num_threads(1)
    measure("pytorch", lambda x: torch.tensor(x, dtype=torch.float64, requires_grad=True), 300)
