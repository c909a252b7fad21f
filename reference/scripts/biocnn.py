"""BioCNN-1 and BioCNN-2 in PyTorch, each as its convolutions and its classifier, between which the mean over the pixels is taken."""
import torch
from torch import nn

CLASSES = 4


class Same(nn.Module):
    """Keras's "same" padding for stride 2 on even sizes: below and to the right."""

    def forward(self, x):
        return nn.functional.pad(x, (0, 1, 0, 1))


class Residual(nn.Module):
    def __init__(self, channels):
        super().__init__()
        self.first, self.second, self.sum = block(channels, channels), block(channels, channels), nn.Identity()

    def forward(self, x):
        return torch.relu(self.sum(x + self.second(torch.relu(self.first(x)))))


def block(inputs, filters, stride=1):
    convolution = nn.Conv2d(inputs, filters, 3, stride, padding=1 if stride == 1 else 0)
    parts = [convolution, nn.BatchNorm2d(filters, eps=1e-3, momentum=0.01)]
    return nn.Sequential(*([Same()] if stride == 2 else []), *parts)


def biocnn1():
    layers, channels = [], 3
    for filters in (32, 64, 128, 256):
        layers += [block(channels, filters, 2), nn.LeakyReLU(0.3)]
        channels = filters
    return nn.Sequential(*layers), nn.Linear(256, CLASSES)


def biocnn2():
    layers, channels = [], 3
    for filters in (32, 64, 128):
        layers += [block(channels, filters), nn.ReLU(), block(filters, filters), nn.ReLU(), nn.MaxPool2d(2), Residual(filters)]
        channels = filters
    return nn.Sequential(*layers), nn.Linear(128, CLASSES)


def classifier(name):
    """The whole network, from pictures to logits."""
    body, head = {"biocnn-1": biocnn1, "biocnn-2": biocnn2}[name]()
    dropout = [nn.Dropout(0.5)] if name == "biocnn-1" else []
    return nn.Sequential(body, nn.AdaptiveAvgPool2d(1), nn.Flatten(), *dropout, head)
