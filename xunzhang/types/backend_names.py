"""What may compute a model: names that stand in manifests, in JSON and on the command line. What each is, is `encoding/`'s."""

AUTO = "auto"  # whatever is fast here
ONNX_INT8, ONNX_FP32 = "onnxruntime-int8", "onnxruntime-fp32"
TORCH, TORCH_BF16, TORCH_GPU = "torch-fp32", "torch-bf16", "torch-gpu"
BACKENDS = (ONNX_INT8, ONNX_FP32, TORCH, TORCH_BF16, TORCH_GPU)
