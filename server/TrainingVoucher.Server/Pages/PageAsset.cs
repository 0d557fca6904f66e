using System.Buffers.Text;
using System.Security.Cryptography;

namespace TrainingVoucher.Server.Pages;

/// <summary>Style, script and icon, kept in the assembly. Their addresses name their content, so browsers keep them for good.</summary>
internal sealed class PageAsset
{
    public static readonly PageAsset Style = new("site.css", "text/css; charset=utf-8");
    public static readonly PageAsset Script = new("site.js", "text/javascript; charset=utf-8");
    public static readonly PageAsset Icon = new("icon.svg", "image/svg+xml");

    private const int HashLength = 9;

    private readonly byte[] content;
    private readonly string type;

    private PageAsset(string name, string type)
    {
        using var resource = typeof(PageAsset).Assembly.GetManifestResourceStream(typeof(PageAsset), name)!;
        content = new byte[resource.Length];
        resource.ReadExactly(content);
        this.type = type;
        Path = $"/pages/{Base64Url.EncodeToString(SHA256.HashData(content).AsSpan(0, HashLength))}/{name}";
    }

    public string Path { get; }

    public static void Map(IEndpointRouteBuilder routes)
    {
        foreach (var asset in (PageAsset[])[Style, Script, Icon])
        {
            routes.MapGet(asset.Path, asset.Answer).ExcludeFromDescription();
        }
    }

    private IResult Answer(HttpContext context)
    {
        PageHeaders.Write(context.Response.Headers);
        context.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
        return Results.Bytes(content, type);
    }
}
