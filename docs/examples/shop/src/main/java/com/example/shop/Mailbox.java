package com.example.shop;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// Stands in for the mail service: keeps what it is sent, once for each key, or answers as it is told
/// to.
@RestController
@RequestMapping("/mailbox")
class Mailbox {

  private final Map<String, ShopTasks.InvoiceMail> mails = new ConcurrentHashMap<>();
  private volatile int answer = 202;

  @PostMapping
  ResponseEntity<Void> take(
      @RequestHeader("Idempotency-Key") String key, @RequestBody ShopTasks.InvoiceMail mail) {
    if (answer < 300) {
      mails.put(key, mail);
    }
    return ResponseEntity.status(answer).build();
  }

  @GetMapping
  Map<String, ShopTasks.InvoiceMail> mails() {
    return mails;
  }

  @PutMapping("/answer/{status}")
  void answer(@PathVariable int status) {
    answer = status;
  }
}
