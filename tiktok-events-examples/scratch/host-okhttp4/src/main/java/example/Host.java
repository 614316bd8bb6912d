package example;

import okhttp3.OkHttpClient;
import okhttp3.ResponseBody;
import okhttp3.logging.HttpLoggingInterceptor;
import retrofit2.Call;
import retrofit2.Retrofit;
import retrofit2.http.GET;

/** What the host calls by libraries that were built for OkHttp 3 and 4. */
interface Host {
  @GET("anything")
  Call<ResponseBody> anything();

  static Host at(String url) {
    OkHttpClient client =
        new OkHttpClient.Builder().addInterceptor(new HttpLoggingInterceptor()).build();
    return new Retrofit.Builder().baseUrl(url).client(client).build().create(Host.class);
  }
}
