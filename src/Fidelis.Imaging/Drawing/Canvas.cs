using Fidelis.Imaging.Drawing.Shapes;
using Fidelis.Imaging.Pixels;

namespace Fidelis.Imaging.Drawing;

/// <summary>A square picture that shapes are painted on with anti-aliased edges; it spans [-1, 1] in both directions.</summary>
/// <param name="size">Columns and rows.</param>
internal sealed class Canvas(int size)
{
    private const int BlockSize = 8;

    /// <summary>What a shape looks like at a place inside it.</summary>
    /// <param name="x">The place across.</param>
    /// <param name="y">The place down.</param>
    /// <param name="distance">The signed distance to the outline, negative inside.</param>
    /// <param name="beneath">The colour that is covered.</param>
    /// <returns>The colour.</returns>
    public delegate Color Shader(float x, float y, float distance, Color beneath);

    /// <summary>Gets the picture.</summary>
    public FloatImage Image { get; } = new(size, size);

    /// <summary>Paints one shape.</summary>
    /// <param name="shape">Where.</param>
    /// <param name="shader">In which colour.</param>
    /// <param name="softness">The width of its edge beyond that of a pixel, in halves of the picture's width.</param>
    public void Paint(DistanceField shape, Shader shader, float softness = 0)
    {
        float pixel = 2f / size;
        float edge = pixel + softness;

        // A shape that is farther from the middle of a block than the block's corners does not touch it. The distances of joined
        // and roughened shapes are not exact, hence the margin.
        float reach = (BlockSize * pixel) + edge + 0.1f;
        for (int top = 0; top < size; top += BlockSize)
        {
            for (int left = 0; left < size; left += BlockSize)
            {
                float middleX = ((left + (BlockSize / 2f)) * pixel) - 1;
                float middleY = ((top + (BlockSize / 2f)) * pixel) - 1;
                if (shape(middleX, middleY) < reach)
                {
                    PaintBlock(shape, shader, edge, left, top);
                }
            }
        }
    }

    private void PaintBlock(DistanceField shape, Shader shader, float edge, int left, int top)
    {
        float pixel = 2f / size;
        for (int row = top; row < Math.Min(top + BlockSize, size); row++)
        {
            float y = ((row + 0.5f) * pixel) - 1;
            for (int column = left; column < Math.Min(left + BlockSize, size); column++)
            {
                float x = ((column + 0.5f) * pixel) - 1;
                float distance = shape(x, y);
                float coverage = Math.Clamp(0.5f - (distance / edge), 0, 1);
                if (coverage > 0)
                {
                    Color beneath = Image[column, row];
                    Image[column, row] = beneath.Toward(shader(x, y, distance, beneath), coverage);
                }
            }
        }
    }
}
