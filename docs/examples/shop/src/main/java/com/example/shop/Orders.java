package com.example.shop;

import java.util.List;
import org.springframework.data.domain.Limit;
import org.springframework.data.repository.Repository;

interface Orders extends Repository<CustomerOrder, Long> {

  CustomerOrder save(CustomerOrder order);

  long countByCustomer(String customer);

  List<CustomerOrder> findByCustomerAndIdGreaterThanOrderById(
      String customer, long after, Limit limit);
}
