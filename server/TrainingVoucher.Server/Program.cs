using TrainingVoucher.Server;
using TrainingVoucher.Server.Partners;
using TrainingVoucher.Server.Sealing;

if (AdminCommand.IsFor(args))
{
    return await AdminCommand.RunAsync(args, directory => ServerHost.OpenStore(directory, TimeProvider.System), TimeProvider.System, Console.Out, Console.Error, CancellationToken.None);
}

if (VerifyLogCommand.IsFor(args))
{
    return await VerifyLogCommand.RunAsync(args, directory => ServerHost.OpenStore(directory, TimeProvider.System), TimeProvider.System, Console.Out, Console.Error, CancellationToken.None);
}

await using var app = await ServerHost.BuildAsync(new ServerOptions(), args);
await app.RunAsync();
return 0;
