using System.Text;
using TrainingVoucher.Conformance;

Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stop.Cancel();
};
return await Command.RunAsync(args, Console.Out, Console.Error, stop.Token);
