namespace Fidelis.Onnx.Tests.Backend;

/// <summary>The backend tests of ONNX that hold nothing but operators which our exporter writes.</summary>
internal static class BackendCatalog
{
    /// <summary>Gets the operators that our exporter writes.</summary>
    public static IReadOnlySet<string> Operators { get; } = new HashSet<string>
    {
        "Add", "AveragePool", "BatchNormalization", "Concat", "Conv", "Flatten", "Gemm", "GlobalAveragePool", "Identity", "LeakyRelu", "MaxPool", "Relu",
        "Slice", "Softmax",
    };

    /// <summary>Gets the tests whose operation our layers compute.</summary>
    public static IReadOnlyList<string> Ours { get; } =
    [
        "node/test_add", "node/test_add_bcast",
        "node/test_averagepool_2d_default", "node/test_averagepool_2d_precomputed_pads", "node/test_averagepool_2d_precomputed_same_upper",
        "node/test_averagepool_2d_precomputed_strides", "node/test_averagepool_2d_strides",
        "node/test_basic_conv_with_padding", "node/test_basic_conv_without_padding", "node/test_conv_with_autopad_same",
        "node/test_conv_with_strides_and_asymmetric_padding", "node/test_conv_with_strides_no_padding", "node/test_conv_with_strides_padding",
        "node/test_batchnorm_epsilon", "node/test_batchnorm_example",
        "node/test_concat_2d_axis_1", "node/test_concat_2d_axis_negative_1", "node/test_concat_3d_axis_1", "node/test_concat_3d_axis_negative_2",
        "node/test_gemm_default_no_bias", "node/test_gemm_default_scalar_bias", "node/test_gemm_default_single_elem_vector_bias",
        "node/test_gemm_default_vector_bias", "node/test_gemm_default_zero_bias", "node/test_gemm_transposeB",
        "node/test_globalaveragepool", "node/test_globalaveragepool_precomputed",
        "node/test_identity", "node/test_leakyrelu", "node/test_leakyrelu_default", "node/test_leakyrelu_example", "node/test_relu",
        "node/test_maxpool_2d_default", "node/test_maxpool_2d_precomputed_pads", "node/test_maxpool_2d_precomputed_same_upper",
        "node/test_maxpool_2d_precomputed_strides", "node/test_maxpool_2d_strides", "node/test_maxpool_with_argmax_2d_precomputed_pads",
        "node/test_maxpool_with_argmax_2d_precomputed_strides",
        "node/test_slice_neg",
        "node/test_softmax_axis_2", "node/test_softmax_default_axis", "node/test_softmax_example", "node/test_softmax_large_number",
        "node/test_softmax_negative_axis",
        "simple/test_single_relu_model",
        "pytorch-converted/test_AvgPool2d", "pytorch-converted/test_AvgPool2d_stride",
        "pytorch-converted/test_BatchNorm1d_3d_input_eval", "pytorch-converted/test_BatchNorm2d_eval", "pytorch-converted/test_BatchNorm2d_momentum_eval",
        "pytorch-converted/test_Conv1d", "pytorch-converted/test_Conv1d_pad1", "pytorch-converted/test_Conv1d_pad1size1",
        "pytorch-converted/test_Conv1d_pad2", "pytorch-converted/test_Conv1d_pad2size1", "pytorch-converted/test_Conv1d_stride",
        "pytorch-converted/test_Conv2d", "pytorch-converted/test_Conv2d_no_bias", "pytorch-converted/test_Conv2d_padding",
        "pytorch-converted/test_Conv2d_strided",
        "pytorch-converted/test_LeakyReLU", "pytorch-converted/test_LeakyReLU_with_negval", "pytorch-converted/test_ReLU",
        "pytorch-converted/test_Linear", "pytorch-converted/test_MaxPool2d",
        "pytorch-converted/test_Softmax", "pytorch-converted/test_softmax_functional_dim3", "pytorch-converted/test_softmax_lastdim",
        "pytorch-operator/test_operator_concat2", "pytorch-operator/test_operator_conv",
    ];

    /// <summary>Gets the tests of Gemm with a bias, which the head of a classifier writes as such.</summary>
    public static IReadOnlyList<string> Heads { get; } =
    [
        "node/test_gemm_default_scalar_bias", "node/test_gemm_default_single_elem_vector_bias", "node/test_gemm_default_vector_bias",
        "node/test_gemm_default_zero_bias", "node/test_gemm_transposeB", "pytorch-converted/test_Linear",
    ];

    /// <summary>Gets the tests whose operation no layer of ours computes, by the reason.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> Foreign { get; } = new Dictionary<string, IReadOnlyList<string>>
    {
        ["Our averages do not count what lies outside the image."] =
        [
            "node/test_averagepool_2d_pads_count_include_pad", "node/test_averagepool_2d_precomputed_pads_count_include_pad",
        ],
        ["Our pooling windows are square, lie wholly within the padded image, reach at most half their size beyond it, and evenly."] =
        [
            "node/test_averagepool_1d_default", "node/test_averagepool_2d_ceil", "node/test_averagepool_2d_pads", "node/test_averagepool_2d_same_lower",
            "node/test_averagepool_2d_same_upper", "node/test_maxpool_1d_default", "node/test_maxpool_2d_ceil", "node/test_maxpool_2d_pads",
            "node/test_maxpool_2d_same_lower", "node/test_maxpool_2d_same_upper", "pytorch-converted/test_MaxPool1d",
            "pytorch-converted/test_MaxPool1d_stride", "pytorch-operator/test_operator_maxpool",
        ],
        ["Our windows and filters have no gaps, and our filters see all channels."] =
        [
            "node/test_maxpool_2d_dilations", "pytorch-converted/test_Conv1d_dilated", "pytorch-converted/test_Conv1d_groups",
            "pytorch-converted/test_Conv2d_depthwise", "pytorch-converted/test_Conv2d_depthwise_padded", "pytorch-converted/test_Conv2d_depthwise_strided",
            "pytorch-converted/test_Conv2d_depthwise_with_multiplier", "pytorch-converted/test_Conv2d_dilated", "pytorch-converted/test_Conv2d_groups",
            "pytorch-converted/test_Conv2d_groups_thnn", "pytorch-converted/test_MaxPool1d_stride_padding_dilation",
            "pytorch-converted/test_MaxPool2d_stride_padding_dilation",
        ],
        ["Our images have two dimensions."] =
        [
            "node/test_averagepool_3d_default", "node/test_maxpool_3d_default", "pytorch-converted/test_AvgPool3d", "pytorch-converted/test_AvgPool3d_stride",
            "pytorch-converted/test_AvgPool3d_stride1_pad0_gpu_input", "pytorch-converted/test_BatchNorm3d_eval",
            "pytorch-converted/test_BatchNorm3d_momentum_eval", "pytorch-converted/test_Conv3d", "pytorch-converted/test_Conv3d_dilated",
            "pytorch-converted/test_Conv3d_dilated_strided", "pytorch-converted/test_Conv3d_groups", "pytorch-converted/test_Conv3d_no_bias",
            "pytorch-converted/test_Conv3d_stride", "pytorch-converted/test_Conv3d_stride_padding", "pytorch-converted/test_MaxPool3d",
            "pytorch-converted/test_MaxPool3d_stride", "pytorch-converted/test_MaxPool3d_stride_padding",
        ],
        ["Our layers join by the channels and let the first of them through, for each image of a batch on its own."] =
        [
            "node/test_concat_1d_axis_0", "node/test_concat_1d_axis_negative_1", "node/test_concat_2d_axis_0", "node/test_concat_2d_axis_negative_2",
            "node/test_concat_3d_axis_0", "node/test_concat_3d_axis_2", "node/test_concat_3d_axis_negative_1", "node/test_concat_3d_axis_negative_3",
            "node/test_slice", "node/test_slice_default_axes", "node/test_slice_default_steps", "node/test_slice_end_out_of_bounds",
            "node/test_slice_neg_steps", "node/test_slice_negative_axes", "node/test_slice_start_out_of_bounds",
        ],
        ["Our softmax is over the last axis of a matrix."] = ["node/test_softmax_axis_0", "node/test_softmax_axis_1"],
        ["Flatten alone is no layer of ours: it is written behind the global average."] =
        [
            "node/test_flatten_axis0", "node/test_flatten_axis1", "node/test_flatten_axis2", "node/test_flatten_axis3", "node/test_flatten_default_axis",
            "node/test_flatten_negative_axis1", "node/test_flatten_negative_axis2", "node/test_flatten_negative_axis3", "node/test_flatten_negative_axis4",
            "pytorch-operator/test_operator_flatten", "pytorch-operator/test_operator_view",
        ],
        ["Our dense layers have no factors, take the images as rows, one bias for all, and are one product."] =
        [
            "node/test_gemm_all_attributes", "node/test_gemm_alpha", "node/test_gemm_beta", "node/test_gemm_default_matrix_bias", "node/test_gemm_transposeA",
            "pytorch-operator/test_operator_addmm",
        ],
    };

    /// <summary>Gets the tests of operators in versions before opset 7, the first that ONNX Runtime computes.</summary>
    public static IReadOnlyList<string> TooOld { get; } =
    [
        "pytorch-converted/test_AvgPool2d", "pytorch-converted/test_AvgPool2d_stride", "pytorch-converted/test_AvgPool3d",
        "pytorch-converted/test_AvgPool3d_stride", "pytorch-converted/test_AvgPool3d_stride1_pad0_gpu_input",
        "pytorch-converted/test_BatchNorm1d_3d_input_eval", "pytorch-converted/test_BatchNorm2d_eval", "pytorch-converted/test_BatchNorm2d_momentum_eval",
        "pytorch-converted/test_BatchNorm3d_eval", "pytorch-converted/test_BatchNorm3d_momentum_eval", "pytorch-converted/test_Linear",
        "pytorch-operator/test_operator_addmm",
    ];

    /// <summary>Gets the tests that ask for what a session for images and features does not do, by the reason.</summary>
    public static IReadOnlyDictionary<string, IReadOnlyList<string>> LeftOut { get; } = new Dictionary<string, IReadOnlyList<string>>
    {
        ["Layers hold floating-point numbers, but these outputs hold bytes."] = ["node/test_add_uint8", "node/test_maxpool_2d_uint8"],
        ["Images are tensors, but these inputs are optional values or sequences of tensors."] = ["node/test_identity_opt", "node/test_identity_sequence"],
        ["Images are float32, float16 or bytes, but these inputs are float64."] =
        [
            "pytorch-operator/test_operator_add_broadcast", "pytorch-operator/test_operator_add_size1_broadcast",
            "pytorch-operator/test_operator_add_size1_right_broadcast", "pytorch-operator/test_operator_add_size1_singleton_broadcast",
        ],
        ["Networks are run, not trained: these outputs are for training."] =
        [
            "node/test_batchnorm_epsilon_training_mode", "node/test_batchnorm_example_training_mode",
        ],
    };
}
