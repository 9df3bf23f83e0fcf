package com.example.shop;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;

@Entity
class CustomerOrder {

  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  private Long id;

  private String customer;
  private long cents;

  protected CustomerOrder() {}

  CustomerOrder(Long id, String customer, long cents) {
    this.id = id;
    this.customer = customer;
    this.cents = cents;
  }

  Long id() {
    return id;
  }

  String customer() {
    return customer;
  }

  long cents() {
    return cents;
  }
}
