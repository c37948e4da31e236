#!/usr/bin/env python3
"""The random and TPE arms of lcbench.sh by Optuna: what a well-known implementation reaches on the same instances, by the same yardstick.

The yardstick is that of Yardstick.java: 20,000 random configurations, then a local search from the ten best. TPE is multivariate and
otherwise as Optuna has it. Needs optuna and onnxruntime (pip).

    python3 benchmarks/optuna-lcbench.py FOLDER [seeds]
"""
import json
import multiprocessing
import sys
import warnings
import zlib

import numpy
import onnxruntime
import optuna

TUNING = ["167168", "189906", "167152"]
REPORT = ["167185", "126026", "168330"]
MARKS = [10, 25, 50]
EPOCHS = 52
INPUTS = ["batch_size", "learning_rate", "momentum", "weight_decay", "num_layers", "max_units", "max_dropout"]
ACCURACY = 1
RANDOM, STARTS, STEPS, NEIGHBOURS = 20_000, 10, 30, 200


class Surrogate:
    def __init__(self, folder):
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        self.session = onnxruntime.InferenceSession(f"{folder}/lcbench.onnx", options)
        self.codes = json.load(open(f"{folder}/lcbench.enc.json"))["OpenML_task_id"]
        known = {each["name"]: each for each in json.load(open(f"{folder}/lcbench.cs.json"))["hyperparameters"]}
        self.dimensions = [known[name] for name in INPUTS]

    def accuracies(self, instance, rows):
        """Percent after a full training; rows in the order of INPUTS."""
        rows = numpy.asarray(rows, numpy.float32).reshape(-1, len(INPUTS))
        whole = numpy.hstack([numpy.full((len(rows), 1), EPOCHS, numpy.float32), rows])
        codes = numpy.full((len(rows), 1), self.codes[instance], numpy.int32)
        return self.session.run(None, {"x_cat": codes, "x_cont": whole})[0][:, ACCURACY]

    def at(self, points):
        """From the unit cube to values."""
        columns = []
        for each, at in zip(self.dimensions, numpy.clip(points, 0, 1).T):
            low, high = each["lower"], each["upper"]
            whole = each["type"] == "uniform_int"
            if whole:
                low, high = low - 0.5, high + 0.5
            value = numpy.exp(numpy.log(low) + at * numpy.log(high / low)) if each["log"] else low + at * (high - low)
            columns.append(numpy.clip(numpy.rint(value), each["lower"], each["upper"]) if whole else value)
        return numpy.stack(columns, 1)


def yardstick(surrogate, instance):
    random = numpy.random.default_rng(zlib.crc32(instance.encode()))
    points = random.random((RANDOM, len(INPUTS)))
    found = surrogate.accuracies(instance, surrogate.at(points))
    best = 0
    for start in numpy.argsort(-found)[:STARTS]:
        here, top = points[start], found[start]
        for step in range(STEPS):
            reach = 0.2 * (STEPS - step) / STEPS
            around = numpy.clip(here + reach * (2 * random.random((NEIGHBOURS, len(INPUTS))) - 1), 0, 1)
            values = surrogate.accuracies(instance, surrogate.at(around))
            if values.max() > top:
                here, top = around[values.argmax()], values.max()
        best = max(best, top)
    return best, numpy.median(found)


def study(surrogate, instance, sampler):
    """The best accuracy after each of MARKS."""
    def objective(trial):
        row = [
            trial.suggest_int(each["name"], each["lower"], each["upper"], log=each["log"])
            if each["type"] == "uniform_int"
            else trial.suggest_float(each["name"], each["lower"], each["upper"], log=each["log"])
            for each in surrogate.dimensions]
        return float(surrogate.accuracies(instance, row)[0])
    tried = optuna.create_study(direction="maximize", sampler=sampler)
    tried.optimize(objective, n_trials=max(MARKS))
    values = [trial.value for trial in tried.trials]
    return [max(values[:mark]) for mark in MARKS]


SAMPLERS = {
    "Optuna, random": lambda seed: optuna.samplers.RandomSampler(seed=seed),
    "Optuna, TPE": lambda seed: optuna.samplers.TPESampler(seed=seed, multivariate=True),
}


def of_instance(arguments):
    folder, instance, seeds = arguments
    optuna.logging.set_verbosity(optuna.logging.WARNING)
    warnings.simplefilter("ignore")
    surrogate = Surrogate(folder)
    best, median = yardstick(surrogate, instance)
    return {
        name: [[(best - found) / (best - median) for found in study(surrogate, instance, sampler(seed))] for seed in range(seeds)]
        for name, sampler in SAMPLERS.items()}


def main(folder, seeds=8):
    with multiprocessing.Pool(2) as pool:
        regrets = pool.map(of_instance, [(folder, instance, seeds) for instance in TUNING + REPORT], chunksize=1)
    print(f"optuna {optuna.__version__}, {seeds} seeds")
    print("| arm | tuning @10 | @25 | @50 | reported @10 | @25 | @50 | all @10 | @25 | @50 | by groups of 8 seeds, all @25, @50 |")
    print("|---|---|---|---|---|---|---|---|---|---|---|")
    for name in SAMPLERS:
        found = numpy.array([each[name] for each in regrets])  # [instance][seed][mark]
        groups = [found[:, at:at + 8].mean((0, 1)) for at in range(0, seeds - seeds % 8, 8)]
        parts = found[:len(TUNING)], found[len(TUNING):], found
        means = numpy.concatenate([part.mean((0, 1)) for part in parts])
        print(f"| {name} | " + " | ".join(f"{each:.3f}" for each in means) + " | "
              + ", ".join(f"{each[1]:.3f} {each[2]:.3f}" for each in groups) + " |")


if __name__ == "__main__":
    main(sys.argv[1], *(int(each) for each in sys.argv[2:]))
