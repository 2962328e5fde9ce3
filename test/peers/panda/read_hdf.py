"""Prints the datasets of an HDF file."""

import json
import sys

import h5py

with h5py.File(sys.argv[1]) as file:
    print(json.dumps({name: file[name][:].tolist() for name in file}))
