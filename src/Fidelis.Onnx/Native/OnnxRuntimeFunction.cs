namespace Fidelis.Onnx.Native;

/// <summary>
/// The places of the functions that Fidelis calls in ONNX Runtime's table of functions (<c>struct OrtApi</c> of
/// <c>onnxruntime_c_api.h</c>). The table only ever grows at its end, so that these places hold for every later version too.
/// </summary>
internal enum OnnxRuntimeFunction
{
    GetErrorMessage = 2,
    CreateEnvironmentWithLogger = 4,
    DisableTelemetryEvents = 6,
    CreateSessionFromArray = 8,
    Run = 9,
    CreateSessionOptions = 10,
    SetGraphOptimizationLevel = 23,
    SetIntraOpThreadCount = 24,
    SetInterOpThreadCount = 25,
    GetInputTypeInfo = 33,
    GetOutputTypeInfo = 34,
    CreateRunOptions = 39,
    SetTerminate = 46,
    CreateTensorOverData = 49,
    GetTensorData = 51,
    GetTensorTypeInfo = 55,
    GetTensorElementType = 60,
    GetDimensionCount = 61,
    GetDimensions = 62,
    GetDimensionNames = 63,
    GetTensorTypeAndShape = 65,
    GetValueType = 67,
    CreateCpuMemoryInfo = 69,
    ReleaseEnvironment = 92,
    ReleaseStatus = 93,
    ReleaseMemoryInfo = 94,
    ReleaseSession = 95,
    ReleaseValue = 96,
    ReleaseRunOptions = 97,
    ReleaseTypeInfo = 98,
    ReleaseTensorTypeAndShapeInfo = 99,
    ReleaseSessionOptions = 100,
    AddSessionConfigEntry = 130,
}
