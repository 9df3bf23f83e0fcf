package dev.millrace.testinfra;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(300)
class DedicatedInfraIT {

  @Test
  void serversComeBackOnTheSameAddressesWithTheirData() throws Exception {
    try (var infra = Infra.dedicated()) {
      var topic = infra.kafka().createUnique("kept", 1);
      var database = infra.newDatabase("kept");
      var config = Map.<String, Object>of("bootstrap.servers", infra.bootstrapServers());
      try (var producer =
          new KafkaProducer<>(config, new StringSerializer(), new StringSerializer())) {
        producer.send(new ProducerRecord<>(topic, "one")).get(20, TimeUnit.SECONDS);

        infra.stopKafka();
        infra.startKafka();

        var second = producer.send(new ProducerRecord<>(topic, "two")).get(60, TimeUnit.SECONDS);
        assertThat(second.offset()).isEqualTo(1);
      }

      infra.stopDatabase();
      assertThatThrownBy(() -> database.dataSource().getConnection().close())
          .isInstanceOf(SQLException.class);
      infra.startDatabase();
      database.dataSource().getConnection().close();
    }
  }

  @Test
  void clientsCanBeCutOffFromTheDatabase() throws Exception {
    try (var infra = Infra.dedicated()) {
      var database = infra.newDatabase("cut");
      try (var connection = database.dataSource().getConnection();
          var statement = connection.createStatement()) {
        infra.databaseProxy().cut();
        assertThatThrownBy(() -> statement.execute("select 1")).isInstanceOf(SQLException.class);
      }
      infra.databaseProxy().restore();
      database.dataSource().getConnection().close();
    }
  }
}
