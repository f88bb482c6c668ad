"""PyTorch's half of tests/shell/test_torch.sh: the network 784-30-16-10 with tanh.

    exchange.py outputs FILE [package]   loads FILE into torch.nn.Linear layers
                                         and prints their outputs for the
                                         images in FILE.images
    exchange.py write FILE float32|float64 [package]
                                         saves a network of PyTorch's own
    exchange.py compare A B              are the numbers of A and B the same to
                                         1e-6?

With "package" the safetensors package reads or writes; without it, the few
lines below do, which are all that the format takes.
"""
import json
import struct
import sys

import numpy
import torch
from torch import nn


def load_file(path):
    data = open(path, "rb").read()
    (length,) = struct.unpack("<Q", data[:8])
    header = json.loads(data[8 : 8 + length])
    header.pop("__metadata__", None)
    types = {"F32": "<f4", "F64": "<f8"}
    tensors = {}
    for name, t in header.items():
        begin, end = (8 + length + offset for offset in t["data_offsets"])
        numbers = numpy.frombuffer(data[begin:end], types[t["dtype"]])
        tensors[name] = torch.tensor(numbers.reshape(t["shape"]))
    return tensors


def save_file(tensors, path):
    header, data = {}, b""
    for name, t in sorted(tensors.items()):  # not the order of the layers
        numbers = t.detach().numpy()
        begin, data = len(data), data + numbers.tobytes()
        header[name] = {
            "dtype": {4: "F32", 8: "F64"}[numbers.itemsize],
            "shape": list(numbers.shape),
            "data_offsets": [begin, len(data)],
        }
    text = json.dumps(header, indent=1).encode()
    open(path, "wb").write(struct.pack("<Q", len(text)) + text + data)


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.fc1 = nn.Linear(784, 30)
        self.fc2 = nn.Linear(30, 16)
        self.fc3 = nn.Linear(16, 10)

    def forward(self, x):
        return self.fc3(torch.tanh(self.fc2(torch.tanh(self.fc1(x)))))


def show_outputs(net, path):
    images = numpy.fromfile(path + ".images", "u1").reshape(-1, 784)
    dtype = net.fc1.weight.dtype
    with torch.no_grad():
        for z in net(torch.tensor(images, dtype=dtype) / 255).flatten():
            print("%.17g" % z.item())


def numbers_of(path):
    return numpy.array([float(line) for line in open(path)])


if sys.argv[-1] == "package":
    from safetensors.torch import load_file, save_file  # noqa: F811

torch.manual_seed(1)
command, path = sys.argv[1:3]
if command == "outputs":
    net, tensors = Net(), load_file(path)
    net = net.to(tensors["fc1.weight"].dtype)
    # Ours alone are left over: the state of the optimiser.
    result = net.load_state_dict(tensors, strict=False)
    assert not result.missing_keys, result
    assert all(k.startswith("optimizer.") for k in result.unexpected_keys)
    show_outputs(net, path)
elif command == "write":
    net = Net().to(getattr(torch, sys.argv[3]))
    save_file(net.state_dict(), path)
    show_outputs(net, path)
else:
    a, b = numbers_of(path), numbers_of(sys.argv[3])
    assert len(a) == len(b) == 200, (len(a), len(b))
    off = abs(a - b).max()
    assert off <= 1e-6, "outputs differ by %g" % off
