import argparse
import copy  #? ema
import csv  #? table
import gzip  #? idx
import json
import math
import pathlib
import struct
import sys
from types import SimpleNamespace

import torch
import torch.nn.functional as F
from torch import nn

parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
parser.add_argument("--steps", type=int, help="train so many steps; schedules stay those of the experiment")
parser.add_argument("--images", help="the images")  #? images_of_file
parser.add_argument("--labels", help="their classes")  #? images_of_file
parser.add_argument("--points", help="the table of points")  #? table
parser.add_argument("--trace", help="a folder of `saddle train --trace N`: train its steps from its weights, and print the losses as JSON")
parser.add_argument("--out", default="saddle.pt", help="the file for the weights and some samples")
ARGS = parser.parse_args()

# ------------------------------------------------------------------ settings

E = SimpleNamespace(
__SETTINGS__
)

# Changes on the way: after so many steps, these.  #? edits
EDITS = __EDITS__  #? edits
CHANNELS, SIZE = __CHANNELS__, __SIZE__  #? images_shape
SIZES = __SIZES__  #? multi_scale


def leaky(x):  #? leaky
    return F.leaky_relu(x, 0.2)
