using System.Data.Common;
using Microsoft.AspNetCore.Diagnostics;
using TrainingVoucher.Contracts;
using TrainingVoucher.Server.Storage;

namespace TrainingVoucher.Server.Http;

/// <summary>Answers what a handler did not expect. Only faults of the server itself are logged as such.</summary>
internal static class Faults
{
    public static void UseFaults(this WebApplication app, IStore store) => app.UseExceptionHandler(new ExceptionHandlerOptions
    {
        SuppressDiagnosticsCallback = fault => CodeOf(fault.Exception, store) != ErrorCodes.Internal,
        ExceptionHandler = context => Problems.WriteAsync(context, CodeOf(context.Features.Get<IExceptionHandlerFeature>()!.Error, store)),
    });

    private static ErrorCode CodeOf(Exception fault, IStore store) => fault switch
    {
        BadHttpRequestException { StatusCode: StatusCodes.Status413PayloadTooLarge } => ErrorCodes.TooLarge,
        BadHttpRequestException => ErrorCodes.InvalidRequest,
        DbException e when store.IsUnavailable(e) => ErrorCodes.Unavailable,
        _ => ErrorCodes.Internal,
    };
}
