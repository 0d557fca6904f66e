using System.Text;
using ConformanceDriver;

// A task a line comes in, an answer a line goes out; nothing else may be written to standard output.
using var input = new StreamReader(Console.OpenStandardInput(), Encoding.UTF8);
await using var output = new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false)) { AutoFlush = true };
await using var driver = new Driver();
while (await input.ReadLineAsync() is { } line)
{
    await output.WriteLineAsync(await driver.AnswerAsync(line));
}
