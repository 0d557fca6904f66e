using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using System.Text.Unicode;
using TrainingVoucher.Contracts;

namespace TrainingVoucher.Server.Http;

/// <summary>The contracts as JSON, strict: what the server does not know it refuses. Chinese is written as it is.</summary>
internal static class Json
{
    public const int MaxDepth = 16;

    public static JsonSerializerOptions Options { get; } = Strict();

    public static JsonTypeInfo<T> GetTypeInfo<T>(this JsonSerializerOptions options) => (JsonTypeInfo<T>)options.GetTypeInfo(typeof(T));

    /// <summary>A value as it is called in JSON.</summary>
    public static string NameOf<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.CamelCase.ConvertName(value.ToString());

    private static JsonSerializerOptions Strict()
    {
        var options = new JsonSerializerOptions(ContractsJson.Default.Options)
        {
            TypeInfoResolver = ContractsJson.Default,
            UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
            AllowDuplicateProperties = false,
            Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
            MaxDepth = MaxDepth,
        };
        options.MakeReadOnly();
        return options;
    }
}
