"""peer_training.py WHO WORK FOLDER EPOCHS THREADS: W1, W2, W3 and W6 in NumPy
(whole matrices, derivatives by hand) or PyTorch, from the same files, with the
same sizes, rates and kind of start. Prints the lines that training.h describes.
"""
import os
import sys
import time

who, work, folder, epochs, threads = sys.argv[1:4] + [int(x) for x in sys.argv[4:6]]
# The products get the threads; Debian's PyTorch has a pool of its own beside
# OpenBLAS's, and two pools of two are slower than one of one.
os.environ["OPENBLAS_NUM_THREADS"], os.environ["OMP_NUM_THREADS"] = str(threads), "1"
import numpy as np

SIZES = {"W1": (784, 30, 10), "W3": (784, 800, 10)}.get(work, (784, 16, 16, 10))
BATCH, RATE = (128, 0.1) if work == "W3" else (10, 3.0)
GAIN = 2.0 if work == "W3" else 1.0  # weights begin with deviation √(GAIN/n)
rng = np.random.default_rng(1)


def read(name, header):
    with open(os.path.join(folder, name), "rb") as f:
        return np.frombuffer(f.read(), np.uint8, offset=header)


def pair(name):
    x = read(name + "-images-idx3-ubyte", 16).reshape(-1, 784)
    return x.astype(np.float32) / np.float32(255), read(name + "-labels-idx1-ubyte", 8)


def report(seconds, cost, right):
    print("%s %s %.4f %.5f %.2f" % (who, work, seconds, cost, right), flush=True)


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


class Numpy:
    def __init__(self):
        n = list(zip(SIZES[:-1], SIZES[1:]))
        self.w = [(rng.standard_normal((o, i)) * (GAIN / i) ** 0.5).astype(np.float32) for i, o in n]
        self.b = [np.zeros(o, np.float32) for _, o in n]
        self.eye = np.eye(10, dtype=np.float32)

    def forward(self, x):
        a = [x]
        for k, (w, b) in enumerate(zip(self.w, self.b)):
            z = a[-1] @ w.T + b
            last = k + 1 == len(self.w)
            a.append((z if last else np.maximum(z, 0)) if work == "W3" else sigmoid(z))
        return a

    def step(self, x, label):
        a, y, n = self.forward(x), self.eye[label], len(x)
        if work == "W3":
            z = a[-1] - a[-1].max(1, keepdims=True)
            e = np.exp(z)
            s = e.sum(1, keepdims=True)
            cost = (np.log(s[:, 0]) - z[np.arange(n), label]).sum()
            d = (e / s - y) / np.float32(n)
        else:
            e = a[-1] - y
            cost = 0.5 * (e * e).sum()
            d = e * a[-1] * (1 - a[-1]) / np.float32(n)
        for k in reversed(range(len(self.w))):
            gw, gb = d.T @ a[k], d.sum(0)
            if k:
                d = d @ self.w[k]
                d = d * (a[k] > 0) if work == "W3" else d * a[k] * (1 - a[k])
            self.w[k] -= np.float32(RATE) * gw
            self.b[k] -= np.float32(RATE) * gb
        return cost

    def right(self, x, label):
        return 100 * (self.forward(x)[-1].argmax(1) == label).mean()

    def epoch(self, x, label):
        order, cost = rng.permutation(len(x)), 0.0
        for at in range(0, len(x), BATCH):
            i = order[at : at + BATCH]
            cost += self.step(x[i], label[i])
        return cost / len(x)


def torch_net():
    import torch
    from torch import nn

    torch.set_num_threads(1)
    torch.manual_seed(1)

    class Torch:
        def __init__(self):
            layers = []
            for i, o in zip(SIZES[:-1], SIZES[1:]):
                linear = nn.Linear(i, o)
                nn.init.normal_(linear.weight, std=(GAIN / i) ** 0.5)
                nn.init.zeros_(linear.bias)
                layers += [linear, nn.ReLU() if work == "W3" else nn.Sigmoid()]
            self.net = nn.Sequential(*(layers[:-1] if work == "W3" else layers))
            self.sgd = torch.optim.SGD(self.net.parameters(), lr=RATE)

        def cost(self, x, label):
            a = self.net(x)
            if work == "W3":
                return nn.functional.cross_entropy(a, label)
            y = nn.functional.one_hot(label, 10).float()
            return 0.5 * nn.functional.mse_loss(a, y, reduction="sum") / len(x)

        def epoch(self, x, label):
            order, total = torch.randperm(len(x)), 0.0
            for at in range(0, len(x), BATCH):
                i = order[at : at + BATCH]
                self.sgd.zero_grad()
                cost = self.cost(x[i], label[i])
                cost.backward()
                self.sgd.step()
                total += cost.item() * len(i)
            return total / len(x)

        def right(self, x, label):
            with torch.no_grad():
                return 100 * (self.net(x).argmax(1) == label).float().mean().item()

    return Torch(), lambda x, label: (torch.from_numpy(x), torch.from_numpy(label.astype(np.int64)))


net, convert = torch_net() if who == "pytorch" else (Numpy(), lambda x, label: (x, label))
train = convert(*pair("train"))
test = None if work == "W6" else convert(*pair("t10k"))
clock = time.process_time if threads == 1 else time.perf_counter
for number in range(epochs):
    began = clock()
    cost = net.epoch(*train)
    seconds = clock() - began
    if number > 0 or epochs == 1:  # (the first is for warming up)
        report(seconds, cost, net.right(*test) if test else 0)
