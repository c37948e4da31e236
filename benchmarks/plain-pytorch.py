#!/usr/bin/python3
"""The work of FederationBenchmark in PyTorch without any framework: what a simulation could cost at best.

Each process keeps one model, trains its share of a round's ten clients one after the other, and adds their updates up in shared
memory; the first process adds the sums. Nothing is checked, stored, hashed or reported. Needs Debian's python3-torch,
dataset-fashion-mnist and libopenblas0-pthread; with the reference BLAS mlp takes twelve times as long.

    OMP_NUM_THREADS=1 /usr/bin/python3 benchmarks/plain-pytorch.py [rounds [model...]]
"""
import gzip
import sys
import time

import numpy
import torch
import torch.multiprocessing as processes
from torch import nn
from torch.nn import functional

DATA = "/usr/share/datasets/fashion-mnist"
CLIENTS, CHOSEN, EXAMPLES, BATCH, RATE = 100, 10, 600, 32, 0.05
WARM_UP_SECONDS = 10


def read(name, offset):
    with gzip.open(f"{DATA}/{name}.gz") as file:
        return numpy.frombuffer(file.read(), numpy.uint8, offset=offset)


def network(name):
    if name == "mlp":
        return nn.Sequential(nn.Flatten(), nn.Linear(784, 200), nn.ReLU(), nn.Linear(200, 200), nn.ReLU(), nn.Linear(200, 10))
    if name == "lenet5":
        return nn.Sequential(
            nn.Conv2d(1, 6, 5, padding=2), nn.MaxPool2d(2), nn.ReLU(),
            nn.Conv2d(6, 16, 5), nn.MaxPool2d(2), nn.ReLU(), nn.Flatten(),
            nn.Linear(400, 120), nn.ReLU(), nn.Linear(120, 84), nn.ReLU(), nn.Linear(84, 10))
    if name == "cnn":
        return nn.Sequential(
            nn.Conv2d(1, 32, 5, padding=2), nn.MaxPool2d(2), nn.ReLU(),
            nn.Conv2d(32, 64, 5, padding=2), nn.MaxPool2d(2), nn.ReLU(), nn.Flatten(),
            nn.Linear(3136, 512), nn.ReLU(), nn.Linear(512, 10))
    sys.exit(f"There is no model {name}; choose among mlp, lenet5 and cnn.")


def train(model, optimizer, start, total, inputs, labels):
    """One client's epoch from the vector `start`; what it changed is added to `total`. Returns the CPU seconds of the epoch alone."""
    nn.utils.vector_to_parameters(start, model.parameters())
    begin = time.process_time()
    order = torch.randperm(len(labels))
    for first in range(0, len(labels), BATCH):
        batch = order[first:first + BATCH]
        optimizer.zero_grad(set_to_none=True)
        functional.cross_entropy(model(inputs[batch]), labels[batch]).backward()
        optimizer.step()
    seconds = time.process_time() - begin
    total += nn.utils.parameters_to_vector(model.parameters()).detach() - start
    return seconds


def work(index, count, name, inputs, labels, start, totals, used, barrier, stop):
    torch.set_num_threads(1)
    torch.manual_seed(1)
    model = network(name)
    # One call for all tensors.
    optimizer = torch.optim.SGD(model.parameters(), RATE, foreach=True)
    chance = numpy.random.default_rng(1)
    while True:
        barrier.wait()
        if stop.value:
            return
        chosen = chance.choice(CLIENTS, CHOSEN, replace=False)
        totals[index].zero_()
        for client in chosen[index::count]:
            part = slice(client * EXAMPLES, (client + 1) * EXAMPLES)
            used[index, 0] += train(model, optimizer, start.clone(), totals[index], inputs[part], labels[part])
        used[index, 1] = time.process_time()
        barrier.wait()


def measure(name, count, rounds, inputs, labels):
    model = network(name)
    start = nn.utils.parameters_to_vector(model.parameters()).detach().share_memory_()
    totals = torch.zeros(count, len(start)).share_memory_()
    # CPU seconds of each process: of training alone, and of everything.
    used = torch.zeros(count, 2, dtype=torch.float64).share_memory_()
    barrier, stop = processes.Barrier(count + 1), processes.Value("b", 0)
    workers = [
        processes.Process(target=work, args=(i, count, name, inputs, labels, start, totals, used, barrier, stop))
        for i in range(count)]
    for worker in workers:
        worker.start()

    def a_round():
        barrier.wait()
        barrier.wait()
        start.add_(totals.sum(0), alpha=1 / CHOSEN)

    warm = time.monotonic()
    while time.monotonic() - warm < WARM_UP_SECONDS:
        a_round()
    begin, cpu, before = time.monotonic(), time.process_time(), used.sum(0)
    for _ in range(rounds):
        a_round()
    seconds = (time.monotonic() - begin) / rounds
    training, all_ = (used.sum(0) - before).tolist()
    overhead = (all_ + time.process_time() - cpu) / training - 1
    stop.value = 1
    barrier.wait()
    for worker in workers:
        worker.join()
    print(f"| {name} | {count} | {seconds:.3f} | {training / rounds:.3f} | {100 * overhead:.1f} |", flush=True)


def main():
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 60
    names = sys.argv[2:] or ["mlp", "lenet5", "cnn"]
    images = read("train-images-idx3-ubyte", 16).reshape(-1, 1, 28, 28)
    inputs = torch.from_numpy(images.astype(numpy.float32) / 255).share_memory_()
    labels = torch.from_numpy(read("train-labels-idx1-ubyte", 8).astype(numpy.int64)).share_memory_()
    print("| model | processes | seconds a round | training CPU-s a round | overhead % |")
    print("|---|---|---|---|---|")
    for name in names:
        for count in (1, 2):
            measure(name, count, max(3, rounds // 10) if name == "cnn" else rounds, inputs, labels)


if __name__ == "__main__":
    processes.set_start_method("fork")
    main()
