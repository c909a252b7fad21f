namespace Fidelis.Numerics.Kernels;

/// <summary>
/// Equally spaced pixels of a batch of NHWC images, numbered image by image and row by row, as the rows of a result.
/// </summary>
internal readonly unsafe struct PixelGrid
{
    private readonly float* origin;
    private readonly int gridHeight;
    private readonly int gridWidth;
    private readonly nint imageStep;
    private readonly nint rowStep;
    private readonly nint columnStep;

    /// <summary>Initializes a new instance of the <see cref="PixelGrid"/> structure.</summary>
    /// <param name="origin">The first channel of the first pixel.</param>
    /// <param name="gridHeight">Rows of pixels in an image.</param>
    /// <param name="gridWidth">Pixels in a row.</param>
    /// <param name="imageStep">Values from image to image.</param>
    /// <param name="rowStep">Values from row to row.</param>
    /// <param name="columnStep">Values from pixel to pixel.</param>
    public PixelGrid(float* origin, int gridHeight, int gridWidth, nint imageStep, nint rowStep, nint columnStep)
    {
        this.origin = origin;
        this.gridHeight = gridHeight;
        this.gridWidth = gridWidth;
        this.imageStep = imageStep;
        this.rowStep = rowStep;
        this.columnStep = columnStep;
    }

    /// <summary>Takes the rows of a matrix for the pixels of one image of one row.</summary>
    /// <param name="matrix">The matrix.</param>
    /// <param name="rowCount">Its rows.</param>
    /// <param name="columnCount">Its columns.</param>
    /// <returns>The rows of the matrix.</returns>
    public static PixelGrid OfMatrix(float* matrix, int rowCount, int columnCount) => new(matrix, 1, rowCount, 0, 0, columnCount);

    /// <summary>Finds where some pixels lie.</summary>
    /// <param name="first">The number of the first pixel.</param>
    /// <param name="count">How many follow one another.</param>
    /// <param name="pixels">Receives the address of the first channel of each.</param>
    public void Locate(int first, int count, float** pixels)
    {
        (int line, int column) = Math.DivRem(first, gridWidth);
        (int image, int row) = Math.DivRem(line, gridHeight);
        for (int i = 0; i < count; i++)
        {
            pixels[i] = origin + (image * imageStep) + (row * rowStep) + (column * columnStep);
            if (++column == gridWidth)
            {
                column = 0;
                if (++row == gridHeight)
                {
                    row = 0;
                    image++;
                }
            }
        }
    }
}
