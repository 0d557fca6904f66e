using TrainingVoucher.Server;
using TrainingVoucher.Server.Partners;
using TrainingVoucher.Server.Sealing;
using TrainingVoucher.Server.Storage.Sqlite;

if (AdminCommand.IsFor(args))
{
    return await AdminCommand.RunAsync(args, ServerHost.OpenConfiguredStore, TimeProvider.System, Console.Out, Console.Error, CancellationToken.None);
}

if (VerifyLogCommand.IsFor(args))
{
    return await VerifyLogCommand.RunAsync(args, ServerHost.OpenConfiguredStore, TimeProvider.System, Console.Out, Console.Error, CancellationToken.None);
}

if (BackupCommand.IsFor(args))
{
    return await BackupCommand.RunAsync(args, ServerHost.Database, Console.Out, Console.Error);
}

await using var app = await ServerHost.BuildAsync(new ServerOptions(), args);
await app.RunAsync();
return 0;
