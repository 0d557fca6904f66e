namespace TrainingVoucher.Bench;

internal static class AssignedRows
{
    public static Task WriteAsync(Arguments arguments) => throw new NotSupportedException(arguments.Text("out"));
}
