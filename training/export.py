"""From a trained torch module to the folder that ships: ONNX, quantized to int8, with manifest and checksums."""

import json
import shutil
import tempfile
import warnings
from pathlib import Path

import numpy as np
import onnx
import torch
from onnxruntime.quantization.quant_utils import QuantType
from onnxruntime.quantization.quantize import quantize_dynamic
from torch import Tensor, nn

from services.language.anchored import ANCHORED_NAME
from services.language.model_folder import ENCODER_NAME, MANIFEST_NAME, TOKENIZER_NAME, Manifest, sha256
from training.examples import ANCHORED_LAYERS
from training.network import AnchoredHead, pretrained_folder

OPSET = 20
"""The first with an operator for GELU, which is a twentieth faster than its parts."""


class _WithoutMask(nn.Module):
    """One window without padding: what the runtime asks of the model."""

    def __init__(self, module: nn.Module) -> None:
        super().__init__()
        self.module = module

    def forward(self, ids: Tensor, features: Tensor) -> Tensor:
        result: Tensor = self.module(ids, features)
        return result


def export_int8(module: nn.Module, path: Path) -> None:
    """Write `module(ids, features)` as an ONNX file with int8 weights; activations are scaled at run time."""
    example = (torch.ones((1, 16), dtype=torch.long), torch.ones((1, 16), dtype=torch.long))
    length = torch.export.Dim("length", min=2, max=512)
    with tempfile.TemporaryDirectory() as folder, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        plain = Path(folder) / "plain.onnx"
        program = torch.onnx.export(
            _WithoutMask(module).eval(),
            example,
            dynamo=True,
            opset_version=OPSET,
            input_names=["ids", "features"],
            output_names=["output"],
            dynamic_shapes=({1: length}, {1: length}),
            verbose=False,
        )
        assert program is not None
        program.save(plain)
        model = onnx.load(plain)
        # Shapes inferred for the example would contradict the quantizer's.
        del model.graph.value_info[:]
        onnx.save(model, plain)
        quantize_dynamic(
            plain,
            path,
            op_types_to_quantize=["MatMul", "Gemm", "Gather"],
            per_channel=True,
            weight_type=QuantType.QInt8,
            extra_options={"MatMulConstBOnly": True},
        )


def save_anchored(head: AnchoredHead, path: Path) -> None:
    """Write the hidden layer of anchored labels as `services.language.anchored` reads it."""
    with torch.inference_mode():
        np.savez(
            path,
            distances=head.distances.weight.numpy(),
            weights=head.output.weight.numpy().T,
            bias=head.output.bias.numpy(),
        )


def write_folder(
    folder: Path,
    module: nn.Module,
    *,
    name: str,
    version: str,
    task: str,
    window: int,
    layers: tuple[tuple[str, ...], ...],
) -> None:
    """Write the model, the tokenizer and the manifest into `folder`, which keeps its other files."""
    folder.mkdir(parents=True, exist_ok=True)
    export_int8(module, folder / ENCODER_NAME)
    shutil.copyfile(pretrained_folder() / TOKENIZER_NAME, folder / TOKENIZER_NAME)
    files = [ENCODER_NAME, TOKENIZER_NAME]
    anchored = getattr(module, "anchored", None)
    if anchored is not None:
        save_anchored(anchored, folder / ANCHORED_NAME)
        files.append(ANCHORED_NAME)
    manifest = Manifest(
        name=name,
        version=version,
        task=task,
        window=window,
        layers=layers,
        anchored=ANCHORED_LAYERS if anchored is not None else (),
        files={file: sha256(folder / file) for file in files},
    )
    write_manifest(folder, manifest)


def write_manifest(folder: Path, manifest: Manifest) -> None:
    """Write the manifest of a model's folder."""
    document = manifest.model_dump(exclude_defaults=True, mode="json")
    (folder / MANIFEST_NAME).write_text(json.dumps(document, indent=2) + "\n", encoding="utf-8")
